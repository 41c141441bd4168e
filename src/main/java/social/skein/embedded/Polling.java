package social.skein.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for another process, which can only be asked again and again, up to a deadline. */
final class Polling {
    private static final long INTERVAL_MILLIS = 15;

    private Polling() {}

    /** Whether it came true in time. */
    static boolean until(BooleanSupplier condition, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            sleep(INTERVAL_MILLIS);
        }
        return true;
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("The start of the embedded servers was broken off.", end);
        }
    }
}
