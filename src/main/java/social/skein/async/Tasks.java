package social.skein.async;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Starts asynchronous tasks. */
final class Tasks {
    private Tasks() {}

    /** Runs the task now, on this thread. An exception that it throws becomes a failed future. */
    static <T> Future<T> start(Supplier<Future<T>> task) {
        return Future.succeededFuture().compose(start -> task.get());
    }
}
