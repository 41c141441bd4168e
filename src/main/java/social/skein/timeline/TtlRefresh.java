package social.skein.timeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import social.skein.model.AccountId;

/**
 * Remembers which timelines had their TTL extended recently, so that not every read sends a command to Redis. Two
 * accounts may share a slot; then a TTL is extended once more than needed, which does no harm.
 */
final class TtlRefresh {
    /** Half a megabyte in each process. */
    private static final int SLOTS = 1 << 16;

    /** A timeline thus expires three quarters of the TTL after its last read at the earliest. */
    private static final int REFRESHES_PER_TTL = 4;

    private final AtomicLongArray marks = new AtomicLongArray(SLOTS);
    private final long intervalMillis;

    TtlRefresh(Duration ttl) {
        this.intervalMillis = Math.max(1, ttl.toMillis() / REFRESHES_PER_TTL);
    }

    /** Whether the TTL should be extended now. Counts as extended from then on. */
    boolean isDue(AccountId owner, long now) {
        // The number of the interval is part of the mark, so marks expire by themselves. Ids differ in their upper
        // bits.
        long mark = owner.value() + Long.rotateLeft(now / intervalMillis, 32);
        int slot = (int) ((owner.value() * 0x9E3779B97F4A7C15L) >>> 48);
        return marks.getAndSet(slot, mark) != mark;
    }
}
