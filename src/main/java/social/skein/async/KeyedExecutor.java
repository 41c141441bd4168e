package social.skein.async;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs asynchronous tasks with a limit on all of them and a limit per key. Tasks of one key start in the order of their
 * submission, keys take turns. A task that throws counts as failed. Not thread-safe: all calls must be on one event
 * loop.
 */
public final class KeyedExecutor<K> {
    private final Executor completions;
    private final int maxConcurrency;
    private final int maxPerKey;
    private final Map<K, KeyQueue> queues = new HashMap<>();
    private final Deque<KeyQueue> readyQueues = new ArrayDeque<>();
    private Promise<Void> idle = Promise.promise();
    private boolean starting;
    private int running;
    private int queued;

    private KeyedExecutor(Executor completions, int maxConcurrency, int maxPerKey) {
        this.completions = completions;
        this.maxConcurrency = maxConcurrency;
        this.maxPerKey = maxPerKey;
        idle.complete();
    }

    /**
     * Creates an executor for tasks that may complete on any thread. The accounting hops to {@code loop}; results are
     * delivered without a hop.
     */
    public static <K> KeyedExecutor<K> on(Context loop, int maxConcurrency, int maxPerKey) {
        return new KeyedExecutor<>(completion -> loop.runOnContext(now -> completion.run()), maxConcurrency, maxPerKey);
    }

    /** Creates an executor for tasks that complete on the event loop that submits them. */
    public static <K> KeyedExecutor<K> confined(int maxConcurrency, int maxPerKey) {
        return new KeyedExecutor<>(Runnable::run, maxConcurrency, maxPerKey);
    }

    /** The tasks of one key, queued or running. */
    private final class KeyQueue {
        private final K key;
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private int running;
        private boolean ready;

        private KeyQueue(K key) {
            this.key = key;
        }

        private void markReady() {
            if (!ready && !tasks.isEmpty() && running < maxPerKey) {
                ready = true;
                readyQueues.add(this);
            }
        }
    }

    /**
     * Runs the task when the limits allow. The future has the task's result; it never completes if the task is
     * discarded.
     */
    public <T> Future<T> submit(K key, Supplier<Future<T>> task) {
        Promise<T> result = Promise.promise();
        KeyQueue queue = queues.computeIfAbsent(key, KeyQueue::new);
        queue.tasks.add(() ->
                Tasks.start(task).onComplete(result).onComplete(done -> completions.execute(() -> onTaskDone(queue))));
        queued++;
        queue.markReady();
        startReady();
        return result.future();
    }

    /** The number of tasks that are queued or running. */
    public int pending() {
        return queued + running;
    }

    /** Drops all tasks that have not started. */
    public void discardQueued() {
        readyQueues.clear();
        queues.values().forEach(queue -> {
            queue.tasks.clear();
            queue.ready = false;
        });
        queues.values().removeIf(queue -> queue.running == 0);
        queued = 0;
    }

    /** Completes when no task is running, after the results of those that ran. */
    public Future<Void> whenIdle() {
        return idle.future();
    }

    /** Not re-entrant: if tasks complete synchronously, this loop starts the next ones, so the stack does not grow. */
    private void startReady() {
        if (starting) {
            return;
        }
        starting = true;
        try {
            while (running < maxConcurrency && !readyQueues.isEmpty()) {
                start(readyQueues.remove());
            }
        } finally {
            starting = false;
        }
    }

    private void start(KeyQueue queue) {
        queue.ready = false;
        queued--;
        if (running++ == 0) {
            idle = Promise.promise();
        }
        queue.running++;
        Runnable task = queue.tasks.remove();
        queue.markReady();
        task.run();
    }

    private void onTaskDone(KeyQueue queue) {
        running--;
        queue.running--;
        if (queue.tasks.isEmpty() && queue.running == 0) {
            queues.remove(queue.key);
        }
        queue.markReady();
        startReady();
        if (running == 0) {
            idle.tryComplete();
        }
    }
}
