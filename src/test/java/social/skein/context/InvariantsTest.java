package social.skein.context;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import social.skein.http.Invariants;
import social.skein.http.Invariants.Invariant;

class InvariantsTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Invariants invariants = new Invariants(metrics);

    private double counted(String invariant) {
        return metrics.get("skein.invariant.violations")
                .tag("invariant", invariant)
                .counter()
                .count();
    }

    @Test
    void each_invariant_has_a_counter_that_counts_only_violations() {
        invariants.check(Invariant.PAGE_IN_ORDER, true, () -> "in order");
        assertThat(counted("page-in-order")).isZero();
        invariants.check(Invariant.PAGE_IN_ORDER, false, () -> "2 is after 1");
        invariants.check(Invariant.PAGE_IN_ORDER, false, () -> "3 is after 2");
        assertThat(counted("page-in-order")).isEqualTo(2);
        assertThat(counted("page-visible-to-viewer")).isZero();
    }

    @Test
    void one_of_many_violations_is_logged_with_its_detail() {
        Logger log = (Logger) LoggerFactory.getLogger(Invariants.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            for (int i = 0; i < 100; i++) {
                invariants.check(Invariant.COUNT_NOT_NEGATIVE, false, () -> "42 is liked -1 times");
            }
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .singleElement()
                .satisfies(line ->
                        assertThat(line.getFormattedMessage()).contains("count-not-negative", "42 is liked -1 times"));
    }
}
