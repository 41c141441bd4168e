package social.skein.model;

import java.util.OptionalLong;

/**
 * A window into a list that is ordered by id, newest first; every bound is exclusive.
 *
 * @param maxId only what is older than this id
 * @param sinceId only what is newer than this id, the newest of it first
 * @param minId only what is newer than this id, the oldest of it first; wins over {@code since}
 * @param limit how many entries at the most, at least 1
 */
public record PageRequest(OptionalLong maxId, OptionalLong sinceId, OptionalLong minId, int limit) {

    /** The newest entries of the list. */
    public static PageRequest firstPage(int limit) {
        return new PageRequest(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), limit);
    }

    /** Whether the entries nearest to the lower bound are asked for, and not the newest. */
    public boolean isAscending() {
        return minId.isPresent();
    }

    /** Ids must be greater than this. */
    public long lowerBound() {
        return minId.orElse(sinceId.orElse(0));
    }

    /** Ids must be less than this. */
    public long upperBound() {
        return maxId.orElse(Long.MAX_VALUE);
    }

    /** What is left of this window, for {@code limit} entries, once everything up to {@code examined} was looked at. */
    public PageRequest continueFrom(long lastExamined, int limit) {
        return isAscending()
                ? new PageRequest(maxId, sinceId, OptionalLong.of(lastExamined), limit)
                : new PageRequest(OptionalLong.of(lastExamined), sinceId, minId, limit);
    }
}
