package social.skein.stream;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Comes round to everybody once in each pause: a few at a time and in the order of their coming, with one timer for all, which
 * runs as long as there is anybody.
 */
final class TimerWheel {
    private static final int MAX_SLOTS = 60;
    private static final int MIN_TICK_MILLIS = 50;

    private final Vertx vertx;
    private final long tickMillis;
    private final List<Set<Runnable>> slots = new ArrayList<>();
    private int currentSlot;
    private int scheduled;
    private long timerId;

    TimerWheel(Vertx vertx, Duration interval) {
        this.vertx = vertx;
        int number = (int) Math.max(1, Math.min(MAX_SLOTS, interval.toMillis() / MIN_TICK_MILLIS));
        this.tickMillis = Math.max(1, interval.toMillis() / number);
        for (int i = 0; i < number; i++) {
            slots.add(new HashSet<>());
        }
    }

    /** Takes the step for a reader at every round, for the first time a whole one from now, until the reader is gone. */
    void schedule(StreamConnection connection, Runnable task) {
        Set<Runnable> stop = slots.get(currentSlot);
        if (connection.isEnded() || !stop.add(task)) {
            return;
        }
        if (scheduled++ == 0) {
            timerId = vertx.setPeriodic(tickMillis, next -> tick());
        }
        connection.ended().onComplete(ended -> {
            stop.remove(task);
            if (--scheduled == 0) {
                vertx.cancelTimer(timerId);
            }
        });
    }

    private void tick() {
        currentSlot = (currentSlot + 1) % slots.size();
        List.copyOf(slots.get(currentSlot)).forEach(Runnable::run);
    }
}
