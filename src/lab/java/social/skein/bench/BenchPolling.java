package social.skein.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for asynchronous work of the server. */
final class BenchPolling {
    private static final long PAUSE_MILLIS = 100;

    private BenchPolling() {}

    static void until(String description, Duration timeout, BooleanSupplier condition) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "Timed out after " + timeout.toSeconds() + " s waiting until " + description);
            }
            sleep(PAUSE_MILLIS);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
