package social.skein.timeline;

import java.util.Arrays;

/** Sorts the ids of a timeline in Redis, which are nearly sorted and contain duplicates. */
public final class SortedIds {
    private SortedIds() {}

    /**
     * The distinct ids among the first {@code length} that are greater than the floor, ascending. Sorted input, the usual
     * case, costs one pass. The input array is used as a buffer: its contents are undefined afterwards.
     */
    public static long[] distinct(long[] ids, int length, long floor) {
        int count = 0;
        boolean ascending = true;
        for (int i = 0; i < length; i++) {
            long id = ids[i];
            if (id > floor) {
                ascending &= count == 0 || id > ids[count - 1];
                ids[count++] = id;
            }
        }
        return ascending ? Arrays.copyOf(ids, count) : sorted(ids, count);
    }

    private static long[] sorted(long[] ids, int length) {
        Arrays.sort(ids, 0, length);
        int count = 1;
        for (int i = 1; i < length; i++) {
            if (ids[i] != ids[count - 1]) {
                ids[count++] = ids[i];
            }
        }
        return Arrays.copyOf(ids, count);
    }
}
