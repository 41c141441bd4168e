package social.skein.timeline;

import java.util.List;
import java.util.Optional;
import social.skein.model.Page;
import social.skein.model.StatusId;

/**
 * The ids of the statuses that a page may consist of.
 *
 * @param ids in the order of the window: newest first, or oldest first if the window is ascending
 * @param cursor the last id that was examined, where the next window continues; empty at the end of the list
 */
record Skeleton(List<Long> ids, Optional<Long> cursor) {
    /**
     * The result of a read of at most {@code limit} ids: a full one has a cursor, a shorter one is the end of the list.
     */
    static Skeleton of(List<Long> ids, int limit) {
        return of(ids, ids, limit);
    }

    /** @param examined all ids that were read, of which {@code ids} are a part */
    static Skeleton of(List<Long> ids, List<Long> examined, int limit) {
        return new Skeleton(
                ids, examined.size() < limit ? Optional.empty() : Optional.of(examined.get(examined.size() - 1)));
    }

    /** All ids of a page, without a continuation. */
    static Skeleton of(Page<StatusId> page) {
        return new Skeleton(page.entries().stream().map(StatusId::value).toList(), Optional.empty());
    }
}
