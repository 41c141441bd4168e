package social.skein.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the server does by itself. */
final class BenchPolling {
    private static final long PAUSE_MILLIS = 100;

    private BenchPolling() {}

    static void until(String description, Duration timeout, BooleanSupplier condition) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + timeout.toSeconds() + " s in vain until " + description);
            }
            sleep(PAUSE_MILLIS);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}
