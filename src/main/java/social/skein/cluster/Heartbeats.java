package social.skein.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this process say that it is there and what it has sent, and hears the same of the others. So it is known who really hears
 * whom, whatever the cluster's list of members says, and after a partition which hints never came.
 */
public final class Heartbeats {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final long PERIOD_MILLIS = 2_000;

    private final Vertx vertx;
    private final Hints hints;
    private final Counter lost;

    public Heartbeats(Vertx vertx, Hints hints, MeterRegistry metrics) {
        this.vertx = vertx;
        this.hints = hints;
        Gauge.builder("skein.cluster.members", () -> 1 + hints.tally().heard(System.nanoTime()))
                .description(
                        "Processes that are heard here, this one too; fewer than there are where the network is parted")
                .register(metrics);
        lost = Counter.builder("skein.cluster.hints.lost")
                .description("Hints of other processes that never came")
                .register(metrics);
    }

    /** Once everything else listens. */
    public Future<Void> start() {
        return hints.keep(Heartbeat.HINT, ours -> {}, this::hear).onSuccess(listening -> {
            beat();
            vertx.setPeriodic(PERIOD_MILLIS, due -> beat());
        });
    }

    private void beat() {
        hints.publish(Heartbeat.HINT, hints.sent());
    }

    private void hear(Heartbeat heartbeat) {
        Map<String, Long> missing = hints.tally().told(heartbeat, hints.addresses(), System.nanoTime());
        if (!missing.isEmpty()) {
            long count = missing.values().stream().mapToLong(Long::longValue).sum();
            LOG.warn(
                    "{} hints of another process never came, to {}; streams that lack them are begun again",
                    count,
                    missing.keySet());
            lost.increment((double) count);
            hints.lost(missing.keySet());
        }
    }
}
