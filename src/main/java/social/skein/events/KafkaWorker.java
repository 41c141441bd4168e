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
 * Brings a role its facts, from one {@link ConsumerSession} to the next. A fact counts as done when it is handled or put away as a dead
 * letter. When that fails, because a store stays away, the consumer starts anew from its last commit. All of it happens on
 * the event loop that calls {@link #start}.
 */
final class KafkaWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWorker.class);
    private static final long RESTART_MILLIS = 1_000;

    /** How long facts under way, and then the farewell to Kafka, may hold up the end of the process. */
    private static final long SHUTDOWN_TIMEOUT_MILLIS = 1_500;

    private final Vertx vertx;
    private final Supplier<Future<KafkaConsumer<String, String>>> consumerFactory;
    private final String prefix;
    private final FactHandler handler;
    private final FactProcessor processor;
    private final Counter restarts;

    private boolean running;
    private Optional<KafkaConsumer<String, String>> consumer = Optional.empty();
    private Optional<ConsumerSession> session = Optional.empty();

    /** @param consumerFactory makes one of the role's group */
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
                .description("How often a role had to start anew from its last commit")
                .tag("role", handler.role())
                .register(metrics);
    }

    /** The consumer group of a role. */
    static String group(String prefix, String role) {
        return prefix + "." + role;
    }

    /** Where Kafka is not there yet it begins once it is. */
    @Override
    public Future<Void> start() {
        running = true;
        return connect().recover(failure -> {
            onConnectFailure(failure);
            return Future.succeededFuture();
        });
    }

    private Future<Void> connect() {
        return consumerFactory.get().compose(fresh -> {
            if (!running) {
                return fresh.close();
            }
            consumer = Optional.of(fresh);
            session = Optional.of(
                    new ConsumerSession(vertx, fresh, handler, this::handle, failure -> restart(fresh, failure)));
            return fresh.subscribe(Topic.names(handler.topics(), prefix));
        });
    }

    /** Leaves the group, so that others take over at once; what does not end soon is told again, to them. */
    @Override
    public Future<Void> stop() {
        running = false;
        return Timeouts.within(
                        vertx,
                        SHUTDOWN_TIMEOUT_MILLIS,
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
        LOG.warn("Role {} starts anew from its last commit: {}", handler.role(), failure.toString());
        reconnectLater();
    }

    private void reconnectLater() {
        close().onComplete(closed -> vertx.setTimer(RESTART_MILLIS, due -> reconnect()));
    }

    private void reconnect() {
        if (running && consumer.isEmpty()) {
            connect().onFailure(this::onConnectFailure);
        }
    }

    private void onConnectFailure(Throwable failure) {
        // That Kafka is away its log has said, once for all roles.
        LOG.atLevel(failure instanceof Problem.Unavailable ? Level.DEBUG : Level.WARN)
                .log("Role {} cannot reach Kafka yet: {}", handler.role(), failure.toString());
        reconnectLater();
    }

    private Future<Void> close() {
        Future<Void> closed = consumer.map(KafkaConsumer::close).orElse(Future.succeededFuture());
        consumer = Optional.empty();
        session = Optional.empty();
        return Timeouts.within(vertx, SHUTDOWN_TIMEOUT_MILLIS, closed);
    }
}
