package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures on threads that may block: those that start and stop a process. */
public final class Blocking {
    private Blocking() {}

    /**
     * Returns the result of a future. Throws a {@link StartupException} with the step and the reason if the future
     * fails or does not complete in time.
     *
     * @param step the subject of the error message
     */
    public static <T> T await(Future<T> future, Duration timeout, String step) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new StartupException(step + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException late) {
            throw new StartupException(step + " took longer than " + timeout.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException(step + " was interrupted", interrupted);
        }
    }

    /** Waits for this time. */
    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException("The start was interrupted", interrupted);
        }
    }
}
