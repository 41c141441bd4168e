package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import social.skein.sql.Sql;

/** Takes facts where they are to go from the outbox, the oldest first. Used from one event loop, the relay's. */
interface OutboxPublisher {
    /** A turn's worth of facts: enough to keep everybody busy, little enough to tell again after a failure. */
    int BATCH_SIZE = 500;

    /**
     * Gets ready to move.
     *
     * @param wake called when there is more to do than the outbox tells
     */
    void start(Runnable wake);

    /** Moves a batch on, with statements on the connection that holds the job. Whether there may be more at once. */
    Future<Boolean> publishBatch(Sql leaderSql);

    /** What is under way counts for nothing: the job may be another process's from now on. Succeeds when it has ended. */
    Future<Void> abandon();

    Future<Void> close();

    static Counter relayedCounter(MeterRegistry metrics) {
        return Counter.builder("skein.outbox.relayed")
                .description("Facts that left the outbox: the broker has them, or without Kafka every role is done")
                .register(metrics);
    }
}
