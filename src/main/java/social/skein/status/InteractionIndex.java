package social.skein.status;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * One account's interactions by the id of the status, or of the conversation for a muted one. Nine bytes per id. An id
 * above the lower bound that is absent has no interactions.
 */
public final class InteractionIndex {
    static final InteractionIndex EMPTY = complete(Map.of());

    private final long completeAbove;
    private final long[] ids;
    private final byte[] bits;

    private InteractionIndex(long completeAbove, long[] ids, byte[] bits) {
        this.completeAbove = completeAbove;
        this.ids = ids;
        this.bits = bits;
    }

    /** @param bitsById the bits of an {@link InteractionSet} for each id */
    static InteractionIndex complete(Map<Long, Integer> bitsById) {
        return completeAbove(0, bitsById);
    }

    /** An index that lacks interactions with this id and older ones. */
    static InteractionIndex completeAbove(long id, Map<Long, Integer> bitsById) {
        long[] ids =
                bitsById.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        byte[] bits = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            bits[i] = bitsById.getOrDefault(ids[i], 0).byteValue();
        }
        return new InteractionIndex(id, ids, bits);
    }

    /** The interactions with a status that is not a boost, and with its conversation. */
    public InteractionSet get(Status original) {
        int muted = InteractionKind.CONVERSATION_MUTED.bit();
        return new InteractionSet((bits(original.id().value()) & ~muted)
                | (bits(original.conversation().value()) & muted));
    }

    private int bits(long id) {
        int found = Arrays.binarySearch(ids, id);
        return found < 0 ? 0 : bits[found];
    }

    /** Whether the index is complete for these statuses and their conversations. */
    boolean covers(Collection<Status> originals) {
        return completeAbove == 0
                || originals.stream()
                        .allMatch(status -> status.id().value() > completeAbove
                                && status.conversation().value() > completeAbove);
    }

    /** An estimate of its size in memory. */
    int bytes() {
        return 9 * ids.length + 100;
    }
}
