package social.skein.stream;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a task for each connection once in every interval. One timer serves all connections, spread over slots so that
 * few tasks run at a time; it runs only while there are tasks.
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
        int slotCount = (int) Math.max(1, Math.min(MAX_SLOTS, interval.toMillis() / MIN_TICK_MILLIS));
        this.tickMillis = Math.max(1, interval.toMillis() / slotCount);
        for (int i = 0; i < slotCount; i++) {
            slots.add(new HashSet<>());
        }
    }

    /** Runs the task in every interval, first a whole interval from now, until the connection ends. */
    void schedule(StreamConnection connection, Runnable task) {
        Set<Runnable> slot = slots.get(currentSlot);
        if (connection.isEnded() || !slot.add(task)) {
            return;
        }
        if (scheduled++ == 0) {
            timerId = vertx.setPeriodic(tickMillis, fired -> tick());
        }
        connection.ended().onComplete(ended -> {
            slot.remove(task);
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
