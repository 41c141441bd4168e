package social.skein.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Work on facts, so much at once: each actor's in the order it came, different actors' side by side, and whoever has much of
 * it waits for their turn like everybody. All of it happens on one event loop.
 */
final class KeyedExecutor {
    private final Context loop;
    private final int maxConcurrency;
    private final int maxPerKey;
    private final Map<String, KeyQueue> queues = new HashMap<>();
    private final Deque<KeyQueue> readyQueues = new ArrayDeque<>();
    private Promise<Void> idle = Promise.promise();
    private int running;
    private int queued;

    KeyedExecutor(Context loop, int maxConcurrency, int maxPerKey) {
        this.loop = loop;
        this.maxConcurrency = maxConcurrency;
        this.maxPerKey = maxPerKey;
        idle.complete();
    }

    /** Somebody with work to do, or under way. */
    private final class KeyQueue {
        private final String key;
        private final Deque<Supplier<Future<Void>>> tasks = new ArrayDeque<>();
        private int running;
        private boolean ready;

        private KeyQueue(String name) {
            this.key = name;
        }

        private void markReady() {
            if (!ready && !tasks.isEmpty() && running < maxPerKey) {
                ready = true;
                KeyedExecutor.this.readyQueues.add(this);
            }
        }
    }

    void submit(String key, Supplier<Future<Void>> task) {
        KeyQueue its = queues.computeIfAbsent(key, KeyQueue::new);
        its.tasks.add(task);
        queued++;
        its.markReady();
        runReady();
    }

    /** How much there is to do, what is under way counted. */
    int pending() {
        return queued + running;
    }

    /** Gives up what nobody has begun. */
    void discardQueued() {
        readyQueues.clear();
        queues.values().forEach(actor -> {
            actor.tasks.clear();
            actor.ready = false;
        });
        queues.values().removeIf(actor -> actor.running == 0);
        queued = 0;
    }

    /** When nothing is under way any more. */
    Future<Void> whenIdle() {
        return idle.future();
    }

    private void runReady() {
        while (running < maxConcurrency && !readyQueues.isEmpty()) {
            KeyQueue actor = readyQueues.remove();
            actor.ready = false;
            Supplier<Future<Void>> work = actor.tasks.remove();
            queued--;
            if (running++ == 0) {
                idle = Promise.promise();
            }
            actor.running++;
            actor.markReady();
            work.get().onComplete(done -> loop.runOnContext(here -> onTaskDone(actor)));
        }
    }

    private void onTaskDone(KeyQueue queue) {
        running--;
        queue.running--;
        if (queue.tasks.isEmpty() && queue.running == 0) {
            queues.remove(queue.key);
        }
        queue.markReady();
        runReady();
        if (running == 0) {
            idle.complete();
        }
    }
}
