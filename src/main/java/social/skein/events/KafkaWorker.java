package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import social.skein.model.Problem;

/**
 * Delivers facts from Kafka to a role, in one {@link ConsumerSession} after the other. A fact is finished when it is
 * handled or stored as a dead letter. If that fails because a store stays unavailable, a new session starts from the
 * last commit. Runs on the event loop that calls {@link #start}.
 */
final class KafkaWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWorker.class);

    private final Vertx vertx;
    private final Supplier<Future<KafkaConsumer<String, String>>> consumerFactory;
    private final String prefix;
    private final FactHandler handler;
    private final FactProcessor processor;
    private final Counter restarts;

    private final LeaderTermFilter terms = new LeaderTermFilter();
    private boolean running;
    private Optional<KafkaConsumer<String, String>> consumer = Optional.empty();
    private Optional<ConsumerSession> session = Optional.empty();

    /** @param consumerFactory creates a consumer in the role's group */
    KafkaWorker(
            Vertx vertx,
            Supplier<Future<KafkaConsumer<String, String>>> consumerFactory,
            String prefix,
            FactHandler handler,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.consumerFactory = consumerFactory;
        this.prefix = prefix;
        this.handler = handler;
        this.processor = new FactProcessor(vertx, handler, deadLetters, metrics);
        this.restarts = Counter.builder("skein.consumer.restarts")
                .description("Restarts of a role's consumer from its last commit")
                .tag("role", handler.role())
                .register(metrics);
    }

    /** The consumer group of a role. */
    static String group(String prefix, String role) {
        return prefix + "." + role;
    }

    /** Succeeds also if Kafka is down: the worker then connects when it is up. */
    @Override
    public Future<Void> start() {
        running = true;
        return connect().recover(failure -> {
            onConnectFailure(failure);
            return Future.succeededFuture();
        });
    }

    private Future<Void> connect() {
        return consumerFactory.get().compose(opened -> {
            if (!running) {
                return opened.close();
            }
            consumer = Optional.of(opened);
            session = Optional.of(new ConsumerSession(
                    vertx, opened, handler, terms, this::handle, failure -> restart(opened, failure)));
            return opened.subscribe(Topic.names(handler.topics(), prefix));
        });
    }

    /**
     * Leaves the group, so that other processes take over at once. Facts that do not finish soon are redelivered to
     * them.
     */
    @Override
    public Future<Void> stop() {
        running = false;
        return Timeouts.within(
                        vertx,
                        Timeouts.WORKER_SHUTDOWN_MILLIS,
                        session.map(ConsumerSession::close).orElse(Future.succeededFuture()))
                .transform(done -> close());
    }

    private Future<Void> handle(KafkaConsumerRecord<String, String> record) {
        return processor.handle(FactRecord.of(record.topic().substring(prefix.length() + 1), record));
    }

    private void restart(KafkaConsumer<String, String> broken, Throwable failure) {
        if (!running || !consumer.equals(Optional.of(broken))) {
            return;
        }
        restarts.increment();
        LOG.warn("Role {} restarts its consumer from the last commit: {}", handler.role(), failure.toString());
        reconnectLater();
    }

    private void reconnectLater() {
        close().onComplete(closed -> vertx.setTimer(Timeouts.RETRY_MILLIS, due -> reconnect()));
    }

    private void reconnect() {
        if (running && consumer.isEmpty()) {
            connect().onFailure(this::onConnectFailure);
        }
    }

    private void onConnectFailure(Throwable failure) {
        // The health check of the process logs once, for all roles, that Kafka is down.
        LOG.atLevel(failure instanceof Problem.Unavailable ? Level.DEBUG : Level.WARN)
                .log("Role {} cannot connect to Kafka yet: {}", handler.role(), failure.toString());
        reconnectLater();
    }

    private Future<Void> close() {
        Future<Void> closed = consumer.map(KafkaConsumer::close).orElse(Future.succeededFuture());
        consumer = Optional.empty();
        session = Optional.empty();
        return Timeouts.within(vertx, Timeouts.WORKER_SHUTDOWN_MILLIS, closed);
    }
}
