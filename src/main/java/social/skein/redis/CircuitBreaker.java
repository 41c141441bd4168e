package social.skein.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Redis is asked at all. After some failures in a row nobody waits for it any more; a probe now and then finds out
 * when it is back. Shared by all event loops: while all is well a command costs it two reads of memory nobody writes to.
 */
final class CircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    /** One lost connection fails what is under way on it; that many in a row, with no answer between them, mean more. */
    private static final int FAILURE_THRESHOLD = 5;

    /** Between two probes, differently long in each process, lest a Redis that starts meets all of them at once. */
    private static final long MIN_PROBE_DELAY_MILLIS = 500;

    private static final long MAX_PROBE_DELAY_MILLIS = 1_000;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean();
    private final Context context;
    private final Supplier<Future<?>> probe;
    private final Counter opened;
    private final Counter closed;

    /** @param probe asks Redis for any answer, and fails when there is none in time */
    CircuitBreaker(Vertx vertx, Supplier<Future<?>> probe, MeterRegistry metrics) {
        this.context = vertx.getOrCreateContext();
        this.probe = probe;
        Gauge.builder("skein.redis.breaker.open", open, state -> state.get() ? 1 : 0)
                .description("Whether Redis is not asked because it does not answer")
                .register(metrics);
        this.opened = transitions(metrics, "open");
        this.closed = transitions(metrics, "closed");
    }

    private static Counter transitions(MeterRegistry metrics, String to) {
        return Counter.builder("skein.redis.breaker.transitions")
                .description("How often Redis was given up, and found again")
                .tag("to", to)
                .register(metrics);
    }

    boolean isOpen() {
        return open.get();
    }

    void recordSuccess() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    void recordFailure() {
        if (failures.incrementAndGet() >= FAILURE_THRESHOLD && open.compareAndSet(false, true)) {
            opened.increment();
            LOG.warn("Redis does not answer: the database does in its place until it is back");
            scheduleProbe();
        }
    }

    private void scheduleProbe() {
        long pause = ThreadLocalRandom.current().nextLong(MIN_PROBE_DELAY_MILLIS, MAX_PROBE_DELAY_MILLIS);
        // On a context of its own: a verticle's would take the timer along when it ends.
        context.runOnContext(here -> context.owner()
                .setTimer(
                        pause,
                        due -> probe.get().onComplete(answer -> {
                            if (answer.succeeded()) {
                                close();
                            } else {
                                scheduleProbe();
                            }
                        })));
    }

    private void close() {
        failures.set(0);
        open.set(false);
        closed.increment();
        LOG.info("Redis answers again");
    }
}
