package social.skein.async;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Delivers results on the Vert.x context of the calling code. A future completes on the context that created it, so a
 * future shared by several requests would otherwise continue all of them on the event loop of the first.
 */
public final class CurrentContext {
    private CurrentContext() {}

    /**
     * Returns a future with the same result that completes on the current context. A result that is already there is
     * delivered without a hop; without a current context, the future completes wherever the original does.
     */
    public static <T> Future<T> deliver(Future<T> future) {
        if (future.isComplete()) {
            return future.succeeded() ? Future.succeededFuture(future.result()) : Future.failedFuture(future.cause());
        }
        ContextInternal context = (ContextInternal) Vertx.currentContext();
        if (context == null) {
            return future;
        }
        Promise<T> delivered = context.promise();
        future.onComplete(delivered);
        return delivered.future();
    }

    /** The same for a completion stage; a {@link CompletionException} is replaced by its cause. */
    public static <T> Future<T> deliver(CompletionStage<T> stage) {
        return deliver(Future.fromCompletionStage(stage)).recover(CurrentContext::unwrap);
    }

    private static <T> Future<T> unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return Future.failedFuture(failure instanceof CompletionException && cause != null ? cause : failure);
    }
}
