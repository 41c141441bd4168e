package social.skein.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for another process, which can only be asked again and again, up to a deadline. */
final class Patience {
    private static final long PAUSE_MILLIS = 15;

    private Patience() {}

    /** Whether it came true in time. */
    static boolean until(BooleanSupplier cameTrue, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!cameTrue.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(PAUSE_MILLIS);
        }
        return true;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("The start of the embedded servers was broken off.", end);
        }
    }
}
