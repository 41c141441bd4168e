package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.kafka.KafkaClients;
import social.skein.kafka.KafkaTopics;
import social.skein.model.Problem;
import social.skein.sql.Leadership;

/** Facts go to Kafka, where each role has a group of consumers; any number of processes share a role's work. */
public final class KafkaLog implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLog.class);
    private static final long AGAIN_MILLIS = 1_000;

    private final Vertx vertx;
    private final KafkaClients kafka;
    private final Shape shape;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final MeterRegistry metrics;
    private volatile Optional<KafkaTopics> topics = Optional.empty();
    private volatile boolean made;
    private volatile boolean closed;

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

    /** Where Kafka is away it goes on, as it would had Kafka gone away later: workers begin once it is there. */
    @Override
    public Future<Void> open() {
        return kafka.topics()
                .onSuccess(reached -> topics = Optional.of(reached))
                .compose(reached -> make(reached)
                        .recover(failure -> failure instanceof Problem.Unavailable
                                ? later(reached, failure)
                                : Future.failedFuture(failure)));
    }

    private Future<Void> make(KafkaTopics reached) {
        return reached.create(Topic.names(List.of(Topic.values()), shape.prefix), shape.partitions, shape.replication)
                .onSuccess(there -> made = true);
    }

    private Future<Void> later(KafkaTopics reached, Throwable failure) {
        LOG.warn("There is no answer where kafka.bootstrap says; facts wait in the outbox: {}", failure.getMessage());
        vertx.setTimer(AGAIN_MILLIS, due -> makeAgain(reached));
        return Future.succeededFuture();
    }

    private void makeAgain(KafkaTopics reached) {
        if (!closed) {
            make(reached)
                    .onSuccess(there -> LOG.info("Kafka answers"))
                    .onFailure(failure -> vertx.setTimer(AGAIN_MILLIS, due -> makeAgain(reached)));
        }
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
        return new FactConsumer(
                vertx, () -> made ? kafka.consumer(group) : notYet(), shape.prefix, handler, deadLetters, metrics);
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
        return topics.map(question).orElseGet(KafkaLog::notYet);
    }

    private static <T> Future<T> notYet() {
        return Future.failedFuture(new Problem.Unavailable("Kafka has not been reached yet"));
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return topics.map(KafkaTopics::close).orElse(Future.succeededFuture());
    }
}
