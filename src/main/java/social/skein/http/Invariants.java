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
 * What must always be so, looked at where it is cheap to. Where it is not so, that is counted, and logged now and then with
 * what was seen: it is a fault of ours, for which nobody is refused.
 */
public final class Invariants {
    private static final Logger LOG = LoggerFactory.getLogger(Invariants.class);

    /** A fault may be met in every page; the log needs one. */
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Invariant, Violations> violations = new EnumMap<>(Invariant.class);

    public Invariants(MeterRegistry metrics) {
        for (Invariant rule : Invariant.values()) {
            Counter counter = Counter.builder("skein.invariant.violations")
                    .description("What must never be and was, by what it is that must be so")
                    .tag("invariant", rule.toString())
                    .register(metrics);
            violations.put(rule, new Violations(counter, new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS)));
        }
    }

    /** What must be so. */
    public enum Invariant {
        /** The statuses of a page go one way, and none is there twice. */
        PAGE_IN_ORDER,
        /** No page shows what is for others. */
        PAGE_VISIBLE_TO_VIEWER,
        /** Who pages on gets further. */
        PAGING_ADVANCES,
        /** Nothing is liked, boosted or answered fewer times than never. */
        COUNT_NOT_NEGATIVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Violations(Counter counter, AtomicLong logged) {}

    /**
     * Looks whether it is so.
     *
     * @param detail tells what was found where it is not so
     */
    public void check(Invariant invariant, boolean holds, Supplier<String> detail) {
        if (!holds) {
            recordViolation(invariant, detail);
        }
    }

    private void recordViolation(Invariant invariant, Supplier<String> detail) {
        Violations known = Objects.requireNonNull(violations.get(invariant));
        known.counter.increment();
        long now = System.nanoTime();
        long before = known.logged.get();
        if (now - before >= LOG_INTERVAL_NANOS && known.logged.compareAndSet(before, now)) {
            LOG.error("What must be so is not ({}), which is a bug to report: {}", invariant, detail.get());
        }
    }
}
