package social.skein.model;

import java.util.OptionalLong;

/**
 * A window into a list that is ordered by id, newest first; every bound is exclusive.
 *
 * @param max only what is older than this id
 * @param since only what is newer than this id, the newest of it first
 * @param min only what is newer than this id, the oldest of it first; wins over {@code since}
 * @param limit how many entries at the most, at least 1
 */
public record Window(OptionalLong max, OptionalLong since, OptionalLong min, int limit) {

    /** The newest entries of the list. */
    public static Window newest(int limit) {
        return new Window(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), limit);
    }

    /** Whether the entries nearest to the lower bound are asked for, and not the newest. */
    public boolean upwards() {
        return min.isPresent();
    }

    /** Ids must be greater than this. */
    public long above() {
        return min.orElse(since.orElse(0));
    }

    /** Ids must be less than this. */
    public long below() {
        return max.orElse(Long.MAX_VALUE);
    }

    /** What is left of this window, for {@code limit} entries, once everything up to {@code examined} was looked at. */
    public Window after(long examined, int limit) {
        return upwards()
                ? new Window(max, since, OptionalLong.of(examined), limit)
                : new Window(OptionalLong.of(examined), since, min, limit);
    }
}
