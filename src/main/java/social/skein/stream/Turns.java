package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets a fixed number of steps run at once; the others wait for their turn, first come first served. */
final class Turns {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final int atOnce;
    private int running;

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    <T> Future<T> take(Supplier<Future<T>> step) {
        if (running < atOnce) {
            return run(step);
        }
        Promise<T> turn = Promise.promise();
        waiting.add(() -> run(step).onComplete(turn));
        return turn.future();
    }

    private <T> Future<T> run(Supplier<Future<T>> step) {
        running++;
        return step.get().onComplete(done -> next());
    }

    private void next() {
        running--;
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }
}
