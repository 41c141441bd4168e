package social.skein.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the server does by itself. */
final class Waiting {
    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    static void until(String what, Duration patience, BooleanSupplier holds) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + patience.toSeconds() + " s in vain until " + what);
            }
            pause(PAUSE_MILLIS);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}
