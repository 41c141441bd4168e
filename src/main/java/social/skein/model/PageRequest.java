package social.skein.model;

import java.util.OptionalLong;

/**
 * The bounds and size of a page from a list ordered by id; all bounds are exclusive.
 *
 * @param maxId only entries older than this id
 * @param sinceId only entries newer than this id, as many of the newest as the limit allows
 * @param minId only entries newer than this id, as many of the oldest as the limit allows; overrides {@code sinceId}
 * @param limit the maximum number of entries, at least 1
 */
public record PageRequest(OptionalLong maxId, OptionalLong sinceId, OptionalLong minId, int limit) {

    /** The newest entries of the list. */
    public static PageRequest firstPage(int limit) {
        return new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), limit);
    }

    /** Whether the page starts at the lower bound rather than at the newest entry. */
    public boolean isAscending() {
        return minId.isPresent();
    }

    /** The exclusive lower bound of ids. */
    public long lowerBound() {
        return minId.orElse(sinceId.orElse(0));
    }

    /** The exclusive upper bound of ids. */
    public long upperBound() {
        return maxId.orElse(Long.MAX_VALUE);
    }

    /** The rest of this request, with another limit, after the entries up to {@code lastExamined} were examined. */
    public PageRequest continueFrom(long lastExamined, int limit) {
        return isAscending()
                ? new PageRequest(maxId, sinceId, OptionalLong.of(lastExamined), limit)
                : new PageRequest(OptionalLong.of(lastExamined), sinceId, minId, limit);
    }
}
