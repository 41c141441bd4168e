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
 * Publishes this process's heartbeat every two seconds and evaluates those of the others. Heartbeats show which
 * processes can really reach each other, regardless of Hazelcast's member list, and which hints were lost in a
 * partition.
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
                        "Processes whose heartbeats arrive, including this one; fewer than exist during a network partition")
                .register(metrics);
        lostHints = Counter.builder("skein.cluster.hints.lost")
                .description("Hints of other processes that never arrived")
                .register(metrics);
    }

    /** Starts sending and receiving; call it after all other subscriptions. */
    public Future<Void> start() {
        return hints.subscribe(Heartbeat.HINT, own -> {}, this::onHeartbeat).onSuccess(subscribed -> {
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
                    "{} hints of another process to {} were lost; the streams that miss them are closed so that clients reconnect",
                    count,
                    missing.keySet());
            lostHints.increment((double) count);
            hints.notifyLost(missing.keySet());
        }
    }
}
