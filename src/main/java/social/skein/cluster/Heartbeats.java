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
    private final HintBus hints;
    private final Counter lostHints;

    public Heartbeats(Vertx vertx, HintBus hints, MeterRegistry metrics) {
        this.vertx = vertx;
        this.hints = hints;
        Gauge.builder("skein.cluster.members", () -> 1 + hints.lossDetector().livePeers(System.nanoTime()))
                .description(
                        "Processes that are heard here, this one too; fewer than there are where the network is parted")
                .register(metrics);
        lostHints = Counter.builder("skein.cluster.hints.lost")
                .description("Hints of other processes that never came")
                .register(metrics);
    }

    /** Once everything else listens. */
    public Future<Void> start() {
        return hints.subscribe(Heartbeat.HINT, ours -> {}, this::onHeartbeat).onSuccess(listening -> {
            publishHeartbeat();
            vertx.setPeriodic(PERIOD_MILLIS, due -> publishHeartbeat());
        });
    }

    private void publishHeartbeat() {
        hints.publish(Heartbeat.HINT, hints.heartbeat());
    }

    private void onHeartbeat(Heartbeat heartbeat) {
        Map<String, Long> missing =
                hints.lossDetector().onHeartbeat(heartbeat, hints.trackedAddresses(), System.nanoTime());
        if (!missing.isEmpty()) {
            long count = missing.values().stream().mapToLong(Long::longValue).sum();
            LOG.warn(
                    "{} hints of another process never came, to {}; streams that lack them are begun again",
                    count,
                    missing.keySet());
            lostHints.increment((double) count);
            hints.notifyLost(missing.keySet());
        }
    }
}
