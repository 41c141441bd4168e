package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaTopics;
import social.skein.model.Problem;
import social.skein.sql.Leadership;

/** Facts go to Kafka, where each role has a group of consumers; any number of processes share a role's work. */
public final class KafkaLog implements EventLog {
    private final Vertx vertx;
    private final KafkaClients kafka;
    private final Shape shape;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final MeterRegistry metrics;
    private volatile Optional<KafkaTopics> topics = Optional.empty();

    /** How topics are called, and what is decided when they are made. */
    public record Shape(String prefix, int partitions, int replication) {}

    public KafkaLog(
            Vertx vertx,
            KafkaClients kafka,
            Shape shape,
            Outbox outbox,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.kafka = kafka;
        this.shape = shape;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    @Override
    public Future<Void> open() {
        return kafka.topics()
                .onSuccess(reached -> topics = Optional.of(reached))
                .compose(reached -> reached.create(
                        Topic.names(List.of(Topic.values()), shape.prefix), shape.partitions, shape.replication));
    }

    @Override
    public Future<Relay> relay(Leadership job) {
        return kafka.producer()
                .map(producer -> new Relay(
                        vertx, outbox, new KafkaCourier(vertx, outbox, producer, shape.prefix, metrics), job));
    }

    @Override
    public Worker worker(FactHandler handler) {
        String group = FactConsumer.group(shape.prefix, handler.role());
        return new FactConsumer(vertx, () -> kafka.consumer(group), shape.prefix, handler, deadLetters, metrics);
    }

    @Override
    public Future<Backlog> backlog(FactHandler handler) {
        return asked(open -> open.lag(
                        FactConsumer.group(shape.prefix, handler.role()), Topic.names(handler.topics(), shape.prefix)))
                .map(lag -> new Backlog(lag.records(), lag.seconds()));
    }

    @Override
    public boolean isKafka() {
        return true;
    }

    @Override
    public Future<?> answers() {
        return asked(KafkaTopics::describe);
    }

    private <T> Future<T> asked(Function<KafkaTopics, Future<T>> question) {
        return topics.map(question)
                .orElseGet(() -> Future.failedFuture(new Problem.Unavailable("Kafka has not been reached yet")));
    }

    @Override
    public Future<Void> close() {
        return topics.map(KafkaTopics::close).orElse(Future.succeededFuture());
    }
}
