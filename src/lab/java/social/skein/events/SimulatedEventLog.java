package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.function.Function;
import java.util.function.Supplier;
import social.skein.sql.LeaderLease;

/** Creates package-private parts of the event log for the simulation. */
public final class SimulatedEventLog {
    public static final String PREFIX = "simulated";

    private SimulatedEventLog() {}

    public static OutboxRelay relay(
            Vertx vertx,
            Outbox outbox,
            KafkaProducer<String, String> producer,
            LeaderLease lease,
            MeterRegistry metrics) {
        return new OutboxRelay(
                vertx, outbox, new KafkaOutboxPublisher(vertx, outbox, producer, PREFIX, metrics), lease);
    }

    /** A relay with a bug: it reads only ids above the last one it has seen. */
    public static OutboxRelay lastIdRelay(
            Vertx vertx,
            Outbox outbox,
            KafkaProducer<String, String> producer,
            LeaderLease lease,
            MeterRegistry metrics,
            String afterLast) {
        return new OutboxRelay(vertx, outbox, new LastIdPublisher(producer, outbox, afterLast), lease);
    }

    public static Worker worker(
            Vertx vertx,
            Function<String, KafkaConsumer<String, String>> consumers,
            FactHandler handler,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        Supplier<Future<KafkaConsumer<String, String>>> consumerFactory =
                () -> Future.succeededFuture(consumers.apply(KafkaWorker.group(PREFIX, handler.role())));
        return new KafkaWorker(vertx, consumerFactory, PREFIX, handler, deadLetters, metrics);
    }

    /** Sends the facts above the last id, and deletes those that it has sent. */
    private static final class LastIdPublisher implements OutboxPublisher {
        private final KafkaProducer<String, String> producer;
        private final Outbox outbox;
        private final String afterLast;
        private long last;

        private LastIdPublisher(KafkaProducer<String, String> producer, Outbox outbox, String afterLast) {
            this.producer = producer;
            this.outbox = outbox;
            this.afterLast = afterLast;
        }

        @Override
        public void start(Runnable wake) {
            // Like KafkaOutboxPublisher.
        }

        @Override
        @SuppressWarnings("CompileTimeConstant")
        public Future<Boolean> publishBatch(LeaderLease.Leadership leadership) {
            return leadership
                    .sql()
                    .list(afterLast, Outbox.OutboxEntry::of, last, BATCH_SIZE)
                    .compose(entries -> Future.all(entries.stream()
                                    .map(entry -> producer.write(KafkaProducerRecord.create(
                                            PREFIX + "." + entry.topic(),
                                            Long.toString(entry.actor()),
                                            entry.payload())))
                                    .toList())
                            .compose(sent -> outbox.remove(leadership, entries))
                            .onSuccess(sent -> entries.forEach(entry -> last = Math.max(last, entry.id())))
                            .map(false));
        }

        @Override
        public Future<Void> abandon() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
