package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.function.Function;
import java.util.function.Supplier;
import social.skein.sql.Leadership;
import social.skein.sql.Sql;

/** Puts together for the simulation what nobody outside of this package does. */
public final class Simulated {
    public static final String PREFIX = "simulated";

    private Simulated() {}

    public static Relay relay(
            Vertx vertx, Outbox outbox, KafkaProducer<String, String> producer, Leadership job, MeterRegistry metrics) {
        return new Relay(vertx, outbox, new KafkaCourier(vertx, outbox, producer, PREFIX, metrics), job);
    }

    /** The same with a bug: it asks for what is greater than the last id it has seen. */
    public static Relay forgetfulRelay(
            Vertx vertx,
            Outbox outbox,
            KafkaProducer<String, String> producer,
            Leadership job,
            MeterRegistry metrics,
            String afterLast) {
        return new Relay(vertx, outbox, new Forgetful(producer, outbox, afterLast), job);
    }

    public static Worker worker(
            Vertx vertx,
            Function<String, KafkaConsumer<String, String>> consumers,
            FactHandler handler,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        Supplier<Future<KafkaConsumer<String, String>>> ours =
                () -> Future.succeededFuture(consumers.apply(FactConsumer.group(PREFIX, handler.role())));
        return new FactConsumer(vertx, ours, PREFIX, handler, deadLetters, metrics);
    }

    /** Sends what is greater than the last id, and leaves the outbox as it is but for what it sent. */
    private static final class Forgetful implements Courier {
        private final KafkaProducer<String, String> producer;
        private final Outbox outbox;
        private final String afterLast;
        private long last;

        private Forgetful(KafkaProducer<String, String> producer, Outbox outbox, String afterLast) {
            this.producer = producer;
            this.outbox = outbox;
            this.afterLast = afterLast;
        }

        @Override
        public void begin(Runnable wake) {
            // As the one in production.
        }

        @Override
        @SuppressWarnings("CompileTimeConstant")
        public Future<Boolean> move(Sql ours) {
            return ours.list(afterLast, Outbox.Entry::of, last, BATCH)
                    .compose(entries -> Future.all(entries.stream()
                                    .map(entry -> producer.write(KafkaProducerRecord.create(
                                            PREFIX + "." + entry.topic(),
                                            Long.toString(entry.actor()),
                                            entry.payload())))
                                    .toList())
                            .compose(sent -> outbox.removeAll(ours, entries))
                            .onSuccess(sent -> entries.forEach(entry -> last = Math.max(last, entry.id())))
                            .map(false));
        }

        @Override
        public Future<Void> giveUp() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
