package social.skein.app;

import io.vertx.core.Future;
import social.skein.config.Config;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.KafkaEventLog;
import social.skein.events.Outbox;
import social.skein.events.OutboxEventLog;
import social.skein.events.OutboxRelay;
import social.skein.sql.LeaderLock;

/** The log of facts: Kafka, or the outbox itself where there is none. */
final class EventLogFeature {
    /** Under which number PostgreSQL's advisory lock knows the relay. */
    private static final long RELAY_JOB = 0x736b65696eL;

    final EventLog log;
    private final Backends backends;

    EventLogFeature(Config.Kafka kafka, Backends backends, Outbox outbox, DeadLetters deadLetters) {
        this.backends = backends;
        this.log = backends.kafka()
                .<EventLog>map(clients -> new KafkaEventLog(
                        backends.vertx(),
                        clients,
                        new KafkaEventLog.TopicLayout(
                                kafka.topicPrefix(), kafka.partitions(), kafka.replicationFactor()),
                        outbox,
                        deadLetters,
                        backends.metrics()))
                .orElseGet(() -> new OutboxEventLog(backends.vertx(), outbox, deadLetters, backends.metrics()));
    }

    Future<OutboxRelay> relay() {
        return log.relay(new LeaderLock(backends.vertx(), backends.postgres(), RELAY_JOB));
    }
}
