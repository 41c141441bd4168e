package social.skein.embedded;

import java.time.Duration;
import java.util.function.LongSupplier;

/** An outage of a server that is restarted repeatedly: it is over once the server has been running for a while. */
final class OutageTracker {
    private static final Duration STABLE_TIME = Duration.ofSeconds(10);

    private final LongSupplier nanoClock;
    private boolean ongoing;
    private long lastDown;

    OutageTracker(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Records that the server is down; true if this begins an outage. */
    boolean begin() {
        lastDown = nanoClock.getAsLong();
        boolean begins = !ongoing;
        ongoing = true;
        return begins;
    }

    /** Whether an outage has just ended; called while the server runs. True once for each outage. */
    boolean isOver() {
        if (!ongoing || nanoClock.getAsLong() - lastDown < STABLE_TIME.toNanos()) {
            return false;
        }
        ongoing = false;
        return true;
    }
}
