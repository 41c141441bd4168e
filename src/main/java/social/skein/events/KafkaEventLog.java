package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.kafka.KafkaAdmin;
import social.skein.kafka.KafkaClients;
import social.skein.model.Problem;
import social.skein.sql.LeaderLease;

/** Delivers facts through Kafka. Each role is a consumer group, so any number of processes share its work. */
public final class KafkaEventLog implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);

    private final Vertx vertx;
    private final KafkaClients kafka;
    private final TopicLayout layout;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final MeterRegistry metrics;
    private volatile Optional<KafkaAdmin> admin = Optional.empty();
    private volatile boolean topicsCreated;
    private volatile boolean closed;

    /** The name prefix of the topics, and their settings at creation. */
    public record TopicLayout(String prefix, int partitions, int replication) {}

    public KafkaEventLog(
            Vertx vertx,
            KafkaClients kafka,
            TopicLayout layout,
            Outbox outbox,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.kafka = kafka;
        this.layout = layout;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /** Succeeds also if Kafka is down: workers then start when it is up. */
    @Override
    public Future<Void> open() {
        return kafka.admin()
                .onSuccess(client -> admin = Optional.of(client))
                .compose(client -> createTopics(client)
                        .recover(failure -> failure instanceof Problem.Unavailable
                                ? retryLater(client, failure)
                                : Future.failedFuture(failure)));
    }

    private Future<Void> createTopics(KafkaAdmin admin) {
        return admin.createTopics(
                        Topic.names(List.of(Topic.values()), layout.prefix), layout.partitions, layout.replication)
                .onSuccess(created -> topicsCreated = true);
    }

    private Future<Void> retryLater(KafkaAdmin admin, Throwable failure) {
        // The health check of the process logs the outage, with the address.
        LOG.debug("Kafka does not respond yet; its topics are created later: {}", failure.getMessage());
        vertx.setTimer(Timeouts.RETRY_MILLIS, due -> retryCreateTopics(admin));
        return Future.succeededFuture();
    }

    private void retryCreateTopics(KafkaAdmin admin) {
        if (!closed) {
            createTopics(admin)
                    .onSuccess(created -> LOG.debug("Kafka responds; its topics exist"))
                    .onFailure(failure -> vertx.setTimer(Timeouts.RETRY_MILLIS, due -> retryCreateTopics(admin)));
        }
    }

    @Override
    public Future<OutboxRelay> relay(LeaderLease lease) {
        return kafka.producer()
                .map(producer -> new OutboxRelay(
                        vertx,
                        outbox,
                        new KafkaOutboxPublisher(vertx, outbox, producer, layout.prefix, metrics),
                        lease));
    }

    @Override
    public Worker worker(FactHandler handler) {
        String group = KafkaWorker.group(layout.prefix, handler.role());
        return new KafkaWorker(
                vertx,
                () -> topicsCreated ? kafka.consumer(group) : unavailable(),
                layout.prefix,
                handler,
                deadLetters,
                metrics);
    }

    @Override
    public Future<Backlog> backlog(FactHandler handler) {
        return withAdmin(client -> client.lag(
                        KafkaWorker.group(layout.prefix, handler.role()), Topic.names(handler.topics(), layout.prefix)))
                .map(lag -> new Backlog(lag.records(), lag.seconds()));
    }

    @Override
    public boolean isKafka() {
        return true;
    }

    @Override
    public Future<?> ping() {
        return withAdmin(KafkaAdmin::countBrokers);
    }

    private <T> Future<T> withAdmin(Function<KafkaAdmin, Future<T>> call) {
        return admin.map(call).orElseGet(KafkaEventLog::unavailable);
    }

    private static <T> Future<T> unavailable() {
        return Future.failedFuture(new Problem.Unavailable("Kafka has not been reachable yet"));
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return admin.map(KafkaAdmin::close).orElse(Future.succeededFuture());
    }
}
