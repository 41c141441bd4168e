package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import social.skein.config.Config;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.KafkaEventLog;
import social.skein.events.Outbox;
import social.skein.events.OutboxEventLog;
import social.skein.events.OutboxRelay;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.sql.LeaderLease;
import social.skein.sql.LeaderStatus;

/** The event log: Kafka, or the outbox itself in a deployment without Kafka. */
public final class EventLogFeature implements Feature {
    private static final Duration SCHEDULED_FACTS_INTERVAL = Duration.ofMillis(500);

    private final String processName;
    private final Platform platform;
    private final StoreConnections connections;
    private final DeadLetters deadLetters;
    private final EventLog log;

    EventLogFeature(Config.Kafka config, String processName, StoreConnections connections, Platform platform) {
        this.processName = processName;
        this.platform = platform;
        this.connections = connections;
        this.deadLetters = new DeadLetters(platform.db());
        this.log = connections
                .kafka()
                .<EventLog>map(clients -> new KafkaEventLog(
                        platform.vertx(),
                        clients,
                        new KafkaEventLog.TopicLayout(
                                config.topicPrefix(), config.partitions(), config.replicationFactor()),
                        platform.outbox(),
                        deadLetters,
                        platform.metrics()))
                .orElseGet(
                        () -> new OutboxEventLog(platform.vertx(), platform.outbox(), deadLetters, platform.metrics()));
    }

    public EventLog log() {
        return log;
    }

    public Outbox outbox() {
        return platform.outbox();
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    Future<OutboxRelay> relay() {
        return log.relay(new LeaderLease(
                platform.vertx(),
                connections.controlDb(),
                System::nanoTime,
                new LeaderLease.LeaderName(Outbox.RELAY, processName)));
    }

    /** The process that moves facts out of the outbox, which is the same for the whole deployment. */
    LeaderStatus relayLeader() {
        return new LeaderStatus(connections.controlDb(), System::nanoTime, Outbox.RELAY);
    }

    /** The name of this process for operators. */
    String processName() {
        return processName;
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "publish scheduled facts", SCHEDULED_FACTS_INTERVAL, platform.scheduledFacts()::publishDue));
    }
}
