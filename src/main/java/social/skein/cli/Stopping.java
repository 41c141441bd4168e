package social.skein.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import social.skein.embedded.Progress;

/** Holds a process until it is told to stop, then closes it, and gives up on a close that takes too long. */
final class Stopping {
    private Stopping() {}

    /**
     * Returns never: Ctrl-C, SIGTERM or the end of the JVM closes the process, which may take this long. The greeting says so, and
     * whoever takes it at its word at once is obeyed.
     */
    static void hold(AutoCloseable process, Duration patience, Progress progress, Runnable greeting) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, patience, progress), "skein-stop"));
        greeting.run();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(AutoCloseable process, Duration patience, Progress progress) {
        progress.step("Stopping");
        CountDownLatch stopped = new CountDownLatch(1);
        Thread giveUp = new Thread(() -> giveUp(stopped, patience, progress), "skein-give-up");
        giveUp.setDaemon(true);
        giveUp.start();
        try {
            process.close();
            stopped.countDown();
            progress.step("Stopped");
        } catch (Exception failure) {
            progress.step("Stopped, but not in good order: " + failure.getMessage());
        }
    }

    private static void giveUp(CountDownLatch stopped, Duration patience, Progress progress) {
        try {
            if (stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            return;
        }
        progress.step("Stopping took too long; ending now. Nothing acknowledged is lost.");
        Runtime.getRuntime().halt(1);
    }
}
