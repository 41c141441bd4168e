package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future on a thread that may block: the one that started the process, or the one that ends it. */
public final class Blocking {
    private Blocking() {}

    /** The outcome; a {@link StartupException} says what did not come about, and why. */
    public static <T> T await(Future<T> future, Duration timeout, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new StartupException(what + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException late) {
            throw new StartupException(what + " took longer than " + timeout.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException(what + " was interrupted", interrupted);
        }
    }
}
