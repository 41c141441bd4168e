package social.skein.http;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests this process works on at once, whichever of its event loops they come to. Entering and leaving cost an
 * atomic number each; who is refused only reads it.
 */
public final class Room {
    private static final long WINDOW_MILLIS = 500;

    /** What is usual is what was so in the last ten minutes. */
    private static final int WINDOWS = 1_200;

    private final AtomicInteger inside = new AtomicInteger();
    private final Limit limit;
    private final Map<Rank, Counter> refused = new EnumMap<>(Rank.class);
    private final Counter overdue;

    private Room(Limit limit, MeterRegistry metrics) {
        this.limit = limit;
        for (Rank rank : Rank.values()) {
            refused.put(
                    rank,
                    Counter.builder("skein.http.shed")
                            .description("Requests refused because as many as may be were under way")
                            .tag("rank", rank.toString())
                            .register(metrics));
        }
        this.overdue = Counter.builder("skein.http.overdue")
                .description("Requests that were not answered by their deadline, and then with 503")
                .register(metrics);
        Gauge.builder("skein.http.in.flight", inside, AtomicInteger::get)
                .description("Requests under way, streams aside")
                .register(metrics);
        Gauge.builder("skein.http.limit", limit, Limit::getLimit)
                .description("How many requests may be under way")
                .register(metrics);
    }

    /** For so many, always. */
    public static Room of(int places, MeterRegistry metrics) {
        return new Room(FixedLimit.of(places), metrics);
    }

    /**
     * For as many as do not make each other wait: fewer when ordinary reads begin to take longer than is usual, more while
     * they do not and the places are used.
     */
    public static Room between(int least, int most, MeterRegistry metrics) {
        Limit gradient = Gradient2Limit.newBuilder()
                .initialLimit((least + most) / 2)
                .minLimit(least)
                .maxConcurrency(most)
                .longWindow(WINDOWS)
                .build();
        return new Room(
                WindowedLimit.newBuilder()
                        .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .maxWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .build(gradient),
                metrics);
    }

    /** Whether there is no place for this rank now; who is told so has been refused. */
    boolean refuses(Rank rank) {
        boolean full = inside.get() >= rank.share(limit.getLimit());
        if (full) {
            Objects.requireNonNull(refused.get(rank)).increment();
        }
        return full;
    }

    /** Takes a place, if there is one for this rank. Two who come at once may take the same last place. */
    boolean enter(Rank rank) {
        if (refuses(rank)) {
            return false;
        }
        inside.incrementAndGet();
        return true;
    }

    void leave() {
        inside.decrementAndGet();
    }

    /** Leaves after an answer by which it can be told how fast answers are. */
    void leave(long began) {
        int were = inside.getAndDecrement();
        limit.onSample(began, System.nanoTime() - began, were, false);
    }

    /** Notes that somebody was kept waiting for too long. */
    void noteOverdue() {
        overdue.increment();
    }
}
