package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets a fixed number of steps run at once; the others wait for their turn, first come first served. */
final class TaskLimiter {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final int maxConcurrent;
    private int running;

    TaskLimiter(int maxConcurrent) {
        this.maxConcurrent = maxConcurrent;
    }

    <T> Future<T> submit(Supplier<Future<T>> task) {
        if (running < maxConcurrent) {
            return start(task);
        }
        Promise<T> turn = Promise.promise();
        waiting.add(() -> start(task).onComplete(turn));
        return turn.future();
    }

    private <T> Future<T> start(Supplier<Future<T>> task) {
        running++;
        return task.get().onComplete(done -> startNext());
    }

    private void startNext() {
        running--;
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }
}
