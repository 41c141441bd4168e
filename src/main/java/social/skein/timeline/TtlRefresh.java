package social.skein.timeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import social.skein.model.AccountId;

/**
 * Whose timelines this process has kept alive of late, so that not every read tells Redis so again. Two accounts may meet
 * in one place; then one of them is told of once more than needed, which costs a command and harms nobody.
 */
final class TtlRefresh {
    /** Half a megabyte a process. */
    private static final int SLOTS = 1 << 16;

    /** Of the time a timeline lives, how often it is told anew: what was read once lives at least three quarters of it. */
    private static final int REFRESHES_PER_TTL = 4;

    private final AtomicLongArray marks = new AtomicLongArray(SLOTS);
    private final long intervalMillis;

    TtlRefresh(Duration ttl) {
        this.intervalMillis = Math.max(1, ttl.toMillis() / REFRESHES_PER_TTL);
    }

    /** Whether Redis is to be told now that somebody reads this timeline; counts as told from then on. */
    boolean isDue(AccountId owner, long now) {
        // Ids differ in their upper bits; the period is part of the mark, so that marks grow old by themselves.
        long mark = owner.value() + Long.rotateLeft(now / intervalMillis, 32);
        int place = (int) ((owner.value() * 0x9E3779B97F4A7C15L) >>> 48);
        return marks.getAndSet(place, mark) != mark;
    }
}
