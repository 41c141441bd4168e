package social.skein.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Virtual time with its scheduled events. It is also the source of all randomness. */
final class VirtualTime {
    private static final long START_MILLIS = 1_790_000_000_000L;

    final Random random;
    final List<String> log = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now = START_MILLIS;
    private long number;
    private long eventCount;
    private @Nullable SimulatedProcess current;

    VirtualTime(long seed) {
        this.random = new Random(seed);
    }

    /** A scheduled event. It is dropped if its process is dead by then, and delayed while its process is frozen. */
    record Event(long at, long number, @Nullable SimulatedProcess process, Runnable work) {}

    long now() {
        return now;
    }

    long elapsed() {
        return now - START_MILLIS;
    }

    /** The number of executed events. */
    long eventCount() {
        return eventCount;
    }

    void scheduleAt(long at, @Nullable SimulatedProcess process, Runnable work) {
        events.add(new Event(Math.max(at, now), number++, process, work));
    }

    /** Schedules the events that were parked while their process was frozen, before all later events. */
    void requeue(List<Event> parked) {
        parked.forEach(event -> events.add(new Event(now, event.number, event.process, event.work)));
    }

    void schedule(long millis, Runnable work) {
        scheduleAt(now + millis, null, work);
    }

    /** Whether the current event belongs to this process. */
    boolean isCurrent(SimulatedProcess process) {
        return current == process;
    }

    /** Returns a random number in this range, both ends included. */
    long between(long min, long max) {
        return min + (long) (random.nextDouble() * (max - min + 1));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    void log(String message) {
        log.add("%9.3f  %s".formatted(elapsed() / 1_000.0, message));
    }

    void reportViolation(String message) {
        log("VIOLATION: " + message);
        violations.add(message);
    }

    /** Runs events until the condition holds or the time has passed; returns whether it holds. */
    boolean runUntil(BooleanSupplier condition, long millis) {
        long end = now + millis;
        while (!condition.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at > end) {
                now = end;
                return condition.getAsBoolean();
            }
            runEvent(events.remove());
        }
        return true;
    }

    void advance(long millis) {
        runUntil(() -> false, millis);
    }

    private void runEvent(Event event) {
        now = event.at;
        SimulatedProcess process = event.process;
        if (process != null && !process.isAlive()) {
            return;
        }
        if (process != null && process.isFrozen()) {
            process.park(event);
            return;
        }
        current = process;
        eventCount++;
        try {
            event.work.run();
        } catch (RuntimeException | Error thrown) {
            reportViolation("uncaught exception: " + thrown);
            thrown.printStackTrace();
        } finally {
            current = null;
        }
    }
}
