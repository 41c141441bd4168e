package social.skein.timeline;

import java.util.Arrays;

/** Puts the ids of a live timeline in order: they come nearly sorted, with repeats, and only the newest are wanted. */
public final class SortedIds {
    private SortedIds() {}

    /**
     * The ids among the first {@code length} that are greater than a floor, in order and each once. What is sorted already,
     * as most is, costs one pass. The array that is given is scratch paper afterwards.
     */
    public static long[] distinct(long[] ids, int length, long floor) {
        int kept = 0;
        boolean ascending = true;
        for (int i = 0; i < length; i++) {
            long id = ids[i];
            if (id > floor) {
                ascending &= kept == 0 || id > ids[kept - 1];
                ids[kept++] = id;
            }
        }
        return ascending ? Arrays.copyOf(ids, kept) : sorted(ids, kept);
    }

    private static long[] sorted(long[] ids, int length) {
        Arrays.sort(ids, 0, length);
        int kept = 1;
        for (int i = 1; i < length; i++) {
            if (ids[i] != ids[kept - 1]) {
                ids[kept++] = ids[i];
            }
        }
        return Arrays.copyOf(ids, kept);
    }
}
