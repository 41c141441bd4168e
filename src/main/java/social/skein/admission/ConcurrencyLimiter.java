package social.skein.admission;

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
public final class ConcurrencyLimiter {
    private static final long WINDOW_MILLIS = 500;

    /** What is usual is what was so in the last ten minutes. */
    private static final int BASELINE_WINDOWS = 1_200;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Limit limit;
    private final Map<RequestPriority, Counter> rejections = new EnumMap<>(RequestPriority.class);
    private final Counter timeouts;

    private ConcurrencyLimiter(Limit limit, MeterRegistry metrics) {
        this.limit = limit;
        for (RequestPriority rank : RequestPriority.values()) {
            rejections.put(
                    rank,
                    Counter.builder("skein.http.shed")
                            .description("Requests refused because as many as may be were under way")
                            .tag("priority", rank.toString())
                            .register(metrics));
        }
        this.timeouts = Counter.builder("skein.http.deadline.exceeded")
                .description("Requests that were not answered by their deadline, and then with 503")
                .register(metrics);
        Gauge.builder("skein.http.in.flight", inFlight, AtomicInteger::get)
                .description("Requests under way, streams aside")
                .register(metrics);
        Gauge.builder("skein.http.concurrency.limit", limit, Limit::getLimit)
                .description("How many requests may be under way")
                .register(metrics);
    }

    /** For so many, always. */
    public static ConcurrencyLimiter fixed(int limit, MeterRegistry metrics) {
        return new ConcurrencyLimiter(FixedLimit.of(limit), metrics);
    }

    /**
     * For as many as do not make each other wait: fewer when ordinary reads begin to take longer than is usual, more while
     * they do not and the places are used.
     */
    public static ConcurrencyLimiter adaptive(int min, int max, MeterRegistry metrics) {
        Limit gradient = Gradient2Limit.newBuilder()
                .initialLimit((min + max) / 2)
                .minLimit(min)
                .maxConcurrency(max)
                .longWindow(BASELINE_WINDOWS)
                .build();
        return new ConcurrencyLimiter(
                WindowedLimit.newBuilder()
                        .minWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .maxWindowTime(WINDOW_MILLIS, TimeUnit.MILLISECONDS)
                        .build(gradient),
                metrics);
    }

    /** Whether there is no place for this rank now; who is told so has been refused. */
    boolean rejects(RequestPriority priority) {
        boolean full = inFlight.get() >= priority.maxInFlight(limit.getLimit());
        if (full) {
            Objects.requireNonNull(rejections.get(priority)).increment();
        }
        return full;
    }

    /** Takes a place, if there is one for this rank. Two who come at once may take the same last place. */
    boolean tryAcquire(RequestPriority priority) {
        if (rejects(priority)) {
            return false;
        }
        inFlight.incrementAndGet();
        return true;
    }

    void release() {
        inFlight.decrementAndGet();
    }

    /** Leaves after an answer by which it can be told how fast answers are. */
    void release(long startedNanos) {
        int were = inFlight.getAndDecrement();
        limit.onSample(startedNanos, System.nanoTime() - startedNanos, were, false);
    }

    /** Notes that somebody was kept waiting for too long. */
    void recordTimeout() {
        timeouts.increment();
    }
}
