package social.skein.events;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/**
 * Waits for something no longer than so long, and goes on where it waited. A future that belongs to no event loop, as one of
 * several together is, would by itself go on on a thread of its own when its time is over.
 */
final class Timeouts {
    private Timeouts() {}

    static <T> Future<T> within(Vertx vertx, long millis, Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        Promise<T> ended = Promise.promise();
        long timer = vertx.setTimer(
                millis, due -> ended.tryFail(new TimeoutException("nothing came of it within " + millis + " ms")));
        future.onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.succeeded()) {
                ended.tryComplete(result.result());
            } else {
                ended.tryFail(result.cause());
            }
        });
        return ended.future();
    }
}
