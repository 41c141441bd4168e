package social.skein.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls a condition of another process until a deadline. */
final class Polling {
    private static final long INTERVAL_MILLIS = 15;

    private Polling() {}

    /** Waits for the condition; false on timeout. */
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
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("The start of the embedded servers was interrupted.", interrupted);
        }
    }
}
