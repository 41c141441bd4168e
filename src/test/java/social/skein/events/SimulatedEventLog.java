package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.function.Function;
import java.util.function.Supplier;
import social.skein.sql.LeaderLock;
import social.skein.sql.Sql;

/** Puts together for the simulation what nobody outside of this package does. */
public final class SimulatedEventLog {
    public static final String PREFIX = "simulated";

    private SimulatedEventLog() {}

    public static OutboxRelay relay(
            Vertx vertx, Outbox outbox, KafkaProducer<String, String> producer, LeaderLock job, MeterRegistry metrics) {
        return new OutboxRelay(vertx, outbox, new KafkaPublisher(vertx, outbox, producer, PREFIX, metrics), job);
    }

    /** The same with a bug: it asks for what is greater than the last id it has seen. */
    public static OutboxRelay lastIdRelay(
            Vertx vertx,
            Outbox outbox,
            KafkaProducer<String, String> producer,
            LeaderLock job,
            MeterRegistry metrics,
            String afterLast) {
        return new OutboxRelay(vertx, outbox, new LastIdPublisher(producer, outbox, afterLast), job);
    }

    public static Worker worker(
            Vertx vertx,
            Function<String, KafkaConsumer<String, String>> consumers,
            FactHandler handler,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        Supplier<Future<KafkaConsumer<String, String>>> ours =
                () -> Future.succeededFuture(consumers.apply(KafkaWorker.group(PREFIX, handler.role())));
        return new KafkaWorker(vertx, ours, PREFIX, handler, deadLetters, metrics);
    }

    /** Sends what is greater than the last id, and leaves the outbox as it is but for what it sent. */
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
            // As the one in production.
        }

        @Override
        @SuppressWarnings("CompileTimeConstant")
        public Future<Boolean> publishBatch(Sql ours) {
            return ours.list(afterLast, Outbox.OutboxEntry::of, last, BATCH_SIZE)
                    .compose(entries -> Future.all(entries.stream()
                                    .map(entry -> producer.write(KafkaProducerRecord.create(
                                            PREFIX + "." + entry.topic(),
                                            Long.toString(entry.actor()),
                                            entry.payload())))
                                    .toList())
                            .compose(sent -> outbox.removeReturning(ours, entries))
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
