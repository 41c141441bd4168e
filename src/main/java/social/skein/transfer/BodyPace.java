package social.skein.transfer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time within which a body must arrive: a base, extended by each byte at the minimum rate, but never further than
 * the base from now, so that a client cannot save up time with a fast start. All times are nanoseconds, as of
 * {@link System#nanoTime()}.
 */
final class BodyPace {
    private final long baseNanos;
    private final double nanosPerByte;
    private long deadline;

    BodyPace(Duration base, int minBytesPerSecond, long now) {
        this.baseNanos = base.toNanos();
        this.nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / minBytesPerSecond;
        this.deadline = now + baseNanos;
    }

    void received(int bytes, long now) {
        long extended = (long) (bytes * nanosPerByte);
        deadline += Math.min(extended, Math.max(0, now + baseNanos - deadline));
    }

    boolean isLate(long now) {
        return now - deadline > 0;
    }
}
