package social.skein.app;

import io.vertx.core.Future;
import social.skein.config.Config;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.KafkaLog;
import social.skein.events.Outbox;
import social.skein.events.OutboxLog;
import social.skein.events.Relay;
import social.skein.sql.Leadership;

/** The log of facts: Kafka, or the outbox itself where there is none. */
final class LogFeature {
    /** Under which number PostgreSQL's advisory lock knows the relay. */
    private static final long RELAY_JOB = 0x736b65696eL;

    final EventLog log;
    private final Backends backends;

    LogFeature(Config.Kafka kafka, Backends backends, Outbox outbox, DeadLetters deadLetters) {
        this.backends = backends;
        this.log = backends.kafka()
                .<EventLog>map(clients -> new KafkaLog(
                        backends.vertx(),
                        clients,
                        new KafkaLog.Shape(kafka.topicPrefix(), kafka.partitions(), kafka.replication()),
                        outbox,
                        deadLetters,
                        backends.metrics()))
                .orElseGet(() -> new OutboxLog(backends.vertx(), outbox, deadLetters, backends.metrics()));
    }

    Future<Relay> relay() {
        return log.relay(new Leadership(backends.vertx(), backends.postgres(), RELAY_JOB));
    }
}
