package social.skein.stream;

import io.vertx.core.Future;
import java.util.function.Supplier;
import social.skein.async.KeyedExecutor;

/** Runs at most a fixed number of tasks at once, first come, first served. Used from one event loop. */
final class TaskLimiter {
    private final KeyedExecutor<TaskLimiter> executor;

    TaskLimiter(int maxConcurrent) {
        this.executor = KeyedExecutor.confined(maxConcurrent, maxConcurrent);
    }

    <T> Future<T> submit(Supplier<Future<T>> task) {
        return executor.submit(this, task);
    }
}
