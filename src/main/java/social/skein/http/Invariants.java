package social.skein.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runtime checks of invariants, in places where a check is cheap. A violation is a bug of this server: it is counted
 * and logged at most once a minute, and the request continues.
 */
public final class Invariants {
    private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);

    /** A bug may show on every page; one log line is enough. */
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Invariant, Violations> violations = new EnumMap<>(Invariant.class);

    public Invariants(MeterRegistry metrics) {
        for (Invariant invariant : Invariant.values()) {
            Counter counter = Counter.builder("skein.invariant.violations")
                    .description("Violations of invariants, by invariant")
                    .tag("invariant", invariant.toString())
                    .register(metrics);
            violations.put(invariant, new Violations(counter, new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS)));
        }
    }

    /** The invariants that are checked. */
    public enum Invariant {
        /** The statuses of a page are strictly ordered by id, so none appears twice. */
        PAGE_IN_ORDER,
        /** No page contains a status its viewer may not see. */
        PAGE_VISIBLE_TO_VIEWER,
        /** The next page lies beyond the previous one. */
        PAGING_ADVANCES,
        /** Counts of favourites, boosts and replies are not negative. */
        COUNT_NOT_NEGATIVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Violations(Counter counter, AtomicLong logged) {}

    /**
     * Records a violation unless {@code holds}.
     *
     * @param detail describes the violation; called only if it is logged
     */
    public void check(Invariant invariant, boolean holds, Supplier<String> detail) {
        if (!holds) {
            recordViolation(invariant, detail);
        }
    }

    private void recordViolation(Invariant invariant, Supplier<String> detail) {
        Violations recorded = Objects.requireNonNull(violations.get(invariant));
        recorded.counter.increment();
        long now = System.nanoTime();
        long last = recorded.logged.get();
        if (now - last >= LOG_INTERVAL_NANOS && recorded.logged.compareAndSet(last, now)) {
            LOG.error("Invariant violated ({}), please report this bug: {}", invariant, detail.get());
        }
    }
}
