package social.skein.status;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * What one person has done with statuses, newest statuses first, as far back as it reaches. Nine bytes each; what is not in
 * it above that they have not done.
 */
final class DeedBook {
    static final int LIKED = 1;
    static final int BOOSTED = 2;
    static final int KEPT = 4;
    static final int PINNED = 8;
    static final int MUTED = 16;

    private final long above;
    private final long[] ids;
    private final byte[] deeds;

    private DeedBook(long above, long[] ids, byte[] deeds) {
        this.above = above;
        this.ids = ids;
        this.deeds = deeds;
    }

    /** @param above it knows all there is to know of statuses with greater ids */
    static DeedBook of(long above, Map<Long, Integer> done) {
        long[] ids = done.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        byte[] deeds = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            deeds[i] = done.getOrDefault(ids[i], 0).byteValue();
        }
        return new DeedBook(above, ids, deeds);
    }

    /** What was done with a status, and with the thread it is in: the constants, added up. */
    int of(Status original) {
        return (at(original.id().value()) & ~MUTED)
                | (at(original.conversation().value()) & MUTED);
    }

    private int at(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? 0 : deeds[found];
    }

    /** Whether it knows of all of these, and of the threads they are in. */
    boolean reaches(Collection<Status> originals) {
        return above == 0
                || originals.stream()
                        .allMatch(status -> status.id().value() > above
                                && status.conversation().value() > above);
    }

    /** About how much memory it takes. */
    int bytes() {
        return 9 * ids.length + 100;
    }
}
