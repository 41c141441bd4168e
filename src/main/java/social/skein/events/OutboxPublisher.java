package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import social.skein.sql.LeaderLease;

/** Moves facts out of the outbox to their destination, oldest first. Used on the relay's event loop only. */
interface OutboxPublisher {
    /** Facts per batch: enough to keep the consumers busy, few enough to send again after a failure. */
    int BATCH_SIZE = 500;

    /**
     * Prepares the publisher.
     *
     * @param wake to be called when there is work that no new entry in the outbox announces
     */
    void start(Runnable wake);

    /**
     * Publishes a batch. Returns whether the next batch may follow at once.
     *
     * @param leadership the right to publish; nothing is published or deleted after it has ended
     */
    Future<Boolean> publishBatch(LeaderLease.Leadership leadership);

    /** Drops all work in progress, because another process may become the leader. Succeeds when it has ended. */
    Future<Void> abandon();

    Future<Void> close();

    static Counter relayedCounter(MeterRegistry metrics) {
        return Counter.builder("skein.outbox.relayed")
                .description(
                        "Facts that left the outbox: Kafka has them or, without Kafka, every role has finished them")
                .register(metrics);
    }
}
