package social.skein.status;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * What one person has done with statuses, newest statuses first, as far back as it reaches. Nine bytes each; what is not in
 * it above that they have not done.
 */
public final class InteractionIndex {
    public static final int FAVOURITED = 1;
    public static final int BOOSTED = 2;
    public static final int BOOKMARKED = 4;
    public static final int PINNED = 8;
    public static final int MUTED = 16;

    private final long completeAbove;
    private final long[] ids;
    private final byte[] flags;

    private InteractionIndex(long completeAbove, long[] ids, byte[] flags) {
        this.completeAbove = completeAbove;
        this.ids = ids;
        this.flags = flags;
    }

    /** @param completeAbove it knows all there is to know of statuses with greater ids */
    static InteractionIndex of(long completeAbove, Map<Long, Integer> flagsById) {
        long[] ids =
                flagsById.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        byte[] deeds = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            deeds[i] = flagsById.getOrDefault(ids[i], 0).byteValue();
        }
        return new InteractionIndex(completeAbove, ids, deeds);
    }

    /** What was done with a status, and with the thread it is in: the constants, added up. */
    public int flags(Status original) {
        return (flagsById(original.id().value()) & ~MUTED)
                | (flagsById(original.conversation().value()) & MUTED);
    }

    private int flagsById(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? 0 : flags[found];
    }

    /** Whether it knows of all of these, and of the threads they are in. */
    boolean covers(Collection<Status> originals) {
        return completeAbove == 0
                || originals.stream()
                        .allMatch(status -> status.id().value() > completeAbove
                                && status.conversation().value() > completeAbove);
    }

    /** About how much memory it takes. */
    int bytes() {
        return 9 * ids.length + 100;
    }
}
