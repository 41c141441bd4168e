package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The threads on which a store does blocking work. Beyond a number of waiting tasks, it refuses more. */
final class StoreWorkers {
    private static final int MAX_TASKS_PER_THREAD = 64;
    /** The longest legitimate task is a request with all its retries; longer ones are logged by Vert.x. */
    private static final long WARN_AFTER_MINUTES = 3;

    private final WorkerExecutor executor;
    private final Semaphore permits;

    StoreWorkers(Vertx vertx, String name, int threads) {
        this.executor = vertx.createSharedWorkerExecutor(name, threads, WARN_AFTER_MINUTES, TimeUnit.MINUTES);
        this.permits = new Semaphore(threads * MAX_TASKS_PER_THREAD);
    }

    <T> Future<T> run(Callable<T> task) {
        if (!permits.tryAcquire()) {
            return Future.failedFuture(new ObjectStoreException(
                    ObjectStoreException.Kind.UNAVAILABLE, "Too many calls are waiting for the object store", null));
        }
        return executor.executeBlocking(task, false).onComplete(done -> permits.release());
    }

    Future<Void> close() {
        return executor.close();
    }
}
