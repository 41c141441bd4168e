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
 * Limits the concurrent requests of this process across all event loops. Acquiring and releasing a permit cost one
 * atomic operation each, a rejection only a read.
 */
public final class ConcurrencyLimiter {
    private static final long WINDOW_MILLIS = 500;

    /** Ten minutes of windows: the latency baseline that current latencies are compared with. */
    private static final int BASELINE_WINDOWS = 1_200;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Limit limit;
    private final Map<RequestPriority, Counter> rejections = new EnumMap<>(RequestPriority.class);
    private final Counter timeouts;

    private ConcurrencyLimiter(Limit limit, MeterRegistry metrics) {
        this.limit = limit;
        for (RequestPriority priority : RequestPriority.values()) {
            rejections.put(
                    priority,
                    Counter.builder("skein.http.shed")
                            .description("Requests rejected because the concurrency limit was reached, by priority")
                            .tag("priority", priority.toString())
                            .register(metrics));
        }
        this.timeouts = Counter.builder("skein.http.deadline.exceeded")
                .description("Requests answered with 503 because their deadline passed")
                .register(metrics);
        Gauge.builder("skein.http.in.flight", inFlight, AtomicInteger::get)
                .description("Requests in progress, excluding streams")
                .register(metrics);
        Gauge.builder("skein.http.concurrency.limit", limit, Limit::getLimit)
                .description("The current limit of concurrent requests")
                .register(metrics);
    }

    /** A constant limit. */
    public static ConcurrencyLimiter fixed(int limit, MeterRegistry metrics) {
        return new ConcurrencyLimiter(FixedLimit.of(limit), metrics);
    }

    /**
     * A limit that adapts to latency: it falls when reads of normal priority become slower than their baseline, and
     * rises while they do not and the permits are in use.
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

    /** Whether there is no free permit for this priority; if so, it counts the request as rejected. */
    boolean rejects(RequestPriority priority) {
        boolean full = inFlight.get() >= priority.maxInFlight(limit.getLimit());
        if (full) {
            Objects.requireNonNull(rejections.get(priority)).increment();
        }
        return full;
    }

    /**
     * Takes a permit if one is free. Check and increment are not atomic, so concurrent calls may slightly exceed the
     * limit.
     */
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

    /** Releases the permit and records the request's latency as a sample for the adaptive limit. */
    void release(long startedNanos) {
        int before = inFlight.getAndDecrement();
        limit.onSample(startedNanos, System.nanoTime() - startedNanos, before, false);
    }

    /** Counts a request whose deadline passed. */
    void recordTimeout() {
        timeouts.increment();
    }
}
