package social.skein.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the server does by itself. */
final class Waiting {
    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    static void until(String what, Duration patience, BooleanSupplier holds) {
        until(what, patience, holds, PAUSE_MILLIS);
    }

    /** Asks again at once, where the moment itself is measured. */
    static void busily(String what, Duration patience, BooleanSupplier holds) {
        until(what, patience, holds, 0);
    }

    private static void until(String what, Duration patience, BooleanSupplier holds, long pauseMillis) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + patience + " in vain until " + what);
            }
            if (pauseMillis > 0) {
                pause(pauseMillis);
            }
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
