package social.skein.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import social.skein.config.Logging;
import social.skein.embedded.Progress;

/** Blocks until the process receives a stop signal, then closes it; halts if closing takes too long. */
final class GracefulShutdown {
    private GracefulShutdown() {}

    /**
     * Never returns: Ctrl-C, SIGTERM or the end of the JVM closes the process, which may take up to {@code timeout}.
     * The hook is installed before {@code onReady} prints, so that an immediate Ctrl-C is handled.
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
        Thread watchdog = new Thread(() -> haltAfter(stopped, timeout, progress), "skein-halt");
        watchdog.setDaemon(true);
        watchdog.start();
        try {
            process.close();
            stopped.countDown();
            progress.step("Stopped");
        } catch (Exception failure) {
            progress.step("Stopped with an error: " + failure.getMessage());
        }
        Logging.stop();
    }

    private static void haltAfter(CountDownLatch stopped, Duration timeout, Progress progress) {
        try {
            if (stopped.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            return;
        }
        progress.step("Stopping took too long; halting. No acknowledged write is lost.");
        Logging.stop();
        Runtime.getRuntime().halt(1);
    }
}
