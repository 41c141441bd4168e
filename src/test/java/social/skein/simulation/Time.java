package social.skein.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A clock that is only counted, and what is to happen by it. Whatever is left to chance is drawn from here. */
final class Time {
    private static final long BEGINNING = 1_790_000_000_000L;

    final Random chance;
    final List<String> story = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private long now = BEGINNING;
    private long number;
    private long happened;
    private @Nullable Process current;

    Time(long seed) {
        this.chance = new Random(seed);
    }

    /** What happens, and in which process; one that is dead by then does it no more, one that is frozen later. */
    record Event(long at, long number, @Nullable Process process, Runnable work) {}

    long now() {
        return now;
    }

    long elapsed() {
        return now - BEGINNING;
    }

    /** How many things have happened. */
    long happened() {
        return happened;
    }

    void at(long at, @Nullable Process process, Runnable work) {
        events.add(new Event(Math.max(at, now), number++, process, work));
    }

    /** What a process had no chance to do while it stood still, it does now, before anything else. */
    void goOn(List<Event> held) {
        held.forEach(event -> events.add(new Event(now, event.number, event.process, event.work)));
    }

    void in(long millis, Runnable work) {
        at(now + millis, null, work);
    }

    /** Whether what happens now happens in this process. */
    boolean isIn(Process process) {
        return current == process;
    }

    /** Both ends included. */
    long between(long least, long most) {
        return least + (long) (chance.nextDouble() * (most - least + 1));
    }

    boolean luck(double share) {
        return chance.nextDouble() < share;
    }

    void tell(String what) {
        story.add("%9.3f  %s".formatted(elapsed() / 1_000.0, what));
    }

    void complain(String what) {
        tell("WRONG: " + what);
        wrong.add(what);
    }

    /** Lets time go by until something is so, but no longer than that. Whether it is so. */
    boolean until(BooleanSupplier so, long millis) {
        long end = now + millis;
        while (!so.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at > end) {
                now = end;
                return so.getAsBoolean();
            }
            happen(events.remove());
        }
        return true;
    }

    void pass(long millis) {
        until(() -> false, millis);
    }

    private void happen(Event event) {
        now = event.at;
        Process process = event.process;
        if (process != null && !process.isAlive()) {
            return;
        }
        if (process != null && process.isFrozen()) {
            process.hold(event);
            return;
        }
        current = process;
        happened++;
        try {
            event.work.run();
        } catch (RuntimeException | Error thrown) {
            complain("thrown, and caught by nobody: " + thrown);
            thrown.printStackTrace();
        } finally {
            current = null;
        }
    }
}
