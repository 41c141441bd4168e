package social.skein.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import social.skein.embedded.Progress;

/** Holds a process until it is told to stop, then closes it, and gives up on a close that takes too long. */
final class GracefulShutdown {
    private GracefulShutdown() {}

    /**
     * Returns never: Ctrl-C, SIGTERM or the end of the JVM closes the process, which may take this long. The greeting says so, and
     * whoever takes it at its word at once is obeyed.
     */
    static void runUntilStopped(AutoCloseable process, Duration timeout, Progress progress, Runnable onReady) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, timeout, progress), "skein-stop"));
        onReady.run();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(AutoCloseable process, Duration timeout, Progress progress) {
        progress.step("Stopping");
        CountDownLatch stopped = new CountDownLatch(1);
        Thread giveUp = new Thread(() -> haltAfter(stopped, timeout, progress), "skein-give-up");
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

    private static void haltAfter(CountDownLatch stopped, Duration timeout, Progress progress) {
        try {
            if (stopped.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            return;
        }
        progress.step("Stopping took too long; ending now. Nothing acknowledged is lost.");
        Runtime.getRuntime().halt(1);
    }
}
