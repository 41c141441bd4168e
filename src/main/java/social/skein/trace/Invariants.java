package social.skein.trace;

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
    private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<Rule, Breaches> breaches = new EnumMap<>(Rule.class);

    public Invariants(MeterRegistry metrics) {
        for (Rule rule : Rule.values()) {
            Counter counter = Counter.builder("skein.invariant.violations")
                    .description("What must never be and was, by what it is that must be so")
                    .tag("invariant", rule.toString())
                    .register(metrics);
            breaches.put(rule, new Breaches(counter, new AtomicLong(System.nanoTime() - QUIET_NANOS)));
        }
    }

    /** What must be so. */
    public enum Rule {
        /** The statuses of a page go one way, and none is there twice. */
        PAGE_IN_ORDER,
        /** No page shows what is for others. */
        PAGE_FOR_ITS_READER,
        /** Who pages on gets further. */
        PAGE_GOES_ON,
        /** Nothing is liked, boosted or answered fewer times than never. */
        COUNT_NOT_NEGATIVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private record Breaches(Counter counter, AtomicLong logged) {}

    /**
     * Looks whether it is so.
     *
     * @param seen tells what was found where it is not so
     */
    public void expect(Rule rule, boolean so, Supplier<String> seen) {
        if (!so) {
            note(rule, seen);
        }
    }

    private void note(Rule rule, Supplier<String> seen) {
        Breaches known = Objects.requireNonNull(breaches.get(rule));
        known.counter.increment();
        long now = System.nanoTime();
        long before = known.logged.get();
        if (now - before >= QUIET_NANOS && known.logged.compareAndSet(before, now)) {
            LOG.error("What must be so is not ({}), which is a bug to report: {}", rule, seen.get());
        }
    }
}
