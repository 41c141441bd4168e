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
 * A circuit breaker for Redis. After several failures in a row commands fail immediately, until a periodic probe
 * succeeds. Shared by all event loops: in the normal state each command costs two reads of rarely written memory.
 */
final class CircuitBreaker {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

    /**
     * One lost connection can fail a few commands in flight; this many failures without a success between them mean an
     * outage.
     */
    private static final int FAILURE_THRESHOLD = 5;

    /** The delay between probes is random, so that a restarting Redis is not probed by all processes at once. */
    private static final long MIN_PROBE_DELAY_MILLIS = 500;

    private static final long MAX_PROBE_DELAY_MILLIS = 1_000;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean();
    private final Context context;
    private final Supplier<Future<?>> probe;
    private final Counter opened;
    private final Counter closed;

    /** @param probe sends a command to Redis; fails if there is no response in time */
    CircuitBreaker(Vertx vertx, Supplier<Future<?>> probe, MeterRegistry metrics) {
        this.context = vertx.getOrCreateContext();
        this.probe = probe;
        Gauge.builder("skein.redis.breaker.open", open, state -> state.get() ? 1 : 0)
                .description("1 while commands to Redis are suspended because it does not respond, otherwise 0")
                .register(metrics);
        this.opened = transitions(metrics, "open");
        this.closed = transitions(metrics, "closed");
    }

    private static Counter transitions(MeterRegistry metrics, String to) {
        return Counter.builder("skein.redis.breaker.transitions")
                .description("Transitions of the circuit breaker for Redis")
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
            // The health check of the process logs the outage, with the address.
            LOG.debug("Redis does not respond; the database is used instead until it does");
            scheduleProbe();
        }
    }

    private void scheduleProbe() {
        long delay = ThreadLocalRandom.current().nextLong(MIN_PROBE_DELAY_MILLIS, MAX_PROBE_DELAY_MILLIS);
        // Not on a verticle's context, which would cancel the timer when the verticle is undeployed.
        context.runOnContext(entered -> context.owner().setTimer(delay, due -> probe()));
    }

    private void probe() {
        probe.get().onComplete(response -> {
            if (response.succeeded()) {
                close();
            } else {
                scheduleProbe();
            }
        });
    }

    private void close() {
        failures.set(0);
        open.set(false);
        closed.increment();
        LOG.debug("Redis responds again");
    }
}
