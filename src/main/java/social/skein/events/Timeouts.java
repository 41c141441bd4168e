package social.skein.events;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/** The delays and limits that workers and the relay share, and a limit for a future. */
final class Timeouts {
    /** The delay before a failed step is repeated. */
    static final long RETRY_MILLIS = 1_000;

    /** The time that the last commit of a closing consumer may take. */
    static final long FINAL_COMMIT_MILLIS = 1_000;

    /** The time that facts being handled may delay the end of a worker; later they are redelivered. */
    static final long WORKER_SHUTDOWN_MILLIS = 1_500;

    /**
     * The time that a cycle of the relay may delay the end of the process; facts that it has not published stay in the
     * outbox.
     */
    static final long RELAY_SHUTDOWN_MILLIS = 1_000;

    private Timeouts() {}

    /**
     * Limits the time of a future and completes on the caller's context. {@link Future#timeout} would complete a future
     * without a context, such as a composite one, on a separate thread.
     */
    static <T> Future<T> within(Vertx vertx, long millis, Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        Promise<T> limited = Promise.promise();
        long timer = vertx.setTimer(
                millis, due -> limited.tryFail(new TimeoutException("not done within " + millis + " ms")));
        future.onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.succeeded()) {
                limited.tryComplete(result.result());
            } else {
                limited.tryFail(result.cause());
            }
        });
        return limited.future();
    }
}
