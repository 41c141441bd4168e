package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future on a thread that may block: the one that started the process, or the one that ends it. */
public final class Waiting {
    private Waiting() {}

    /** The outcome; a {@link StartFailure} says what did not come about, and why. */
    public static <T> T on(Future<T> future, Duration patience, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new StartFailure(what + " failed: " + cause.getMessage(), cause);
        } catch (TimeoutException late) {
            throw new StartFailure(what + " took longer than " + patience.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartFailure(what + " was interrupted", interrupted);
        }
    }
}
