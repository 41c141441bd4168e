package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.KafkaConsumerRecords;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.kafka.KafkaClients;
import social.skein.trace.Trace;

/**
 * Brings a role its facts: pause, handle, commit, resume. A batch is committed only when each of its facts is handled or
 * put away as a dead letter. When that fails, because a store stays away, the consumer starts anew from its last commit.
 * All of it happens on the event loop that calls {@link #start}.
 */
public final class FactConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(FactConsumer.class);
    private static final long RESTART_MILLIS = 1_000;

    /** How long a batch under way, and then the farewell to Kafka, may hold up the end of the process. */
    private static final long LAST_MILLIS = 1_500;

    /** Facts a role works on at once: enough to keep the stores busy, few enough to leave connections for clients. */
    private static final int LANES = 32;

    private final Vertx vertx;
    private final KafkaClients kafka;
    private final String prefix;
    private final FactHandler handler;
    private final Attempts attempts;
    private final Counter handled;
    private final Counter restarts;
    /** Where the next facts begin, in partitions whose commit the brokers have not taken yet. */
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    private boolean running;
    private Optional<KafkaConsumer<String, String>> consumer = Optional.empty();
    private Future<Void> batch = Future.succeededFuture();

    public FactConsumer(
            Vertx vertx,
            KafkaClients kafka,
            String prefix,
            FactHandler handler,
            DeadLetters deadLetters,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.kafka = kafka;
        this.prefix = prefix;
        this.handler = handler;
        this.attempts = new Attempts(vertx, handler, deadLetters, metrics);
        this.handled = Counter.builder("skein.facts.handled")
                .description("Facts a role is done with")
                .tag("role", handler.role())
                .register(metrics);
        this.restarts = Counter.builder("skein.consumer.restarts")
                .description("How often a role had to start anew from its last commit")
                .tag("role", handler.role())
                .register(metrics);
    }

    /** The consumer group of a role. */
    public static String group(String prefix, String role) {
        return prefix + "." + role;
    }

    public Future<Void> start() {
        running = true;
        Context loop = vertx.getOrCreateContext();
        return kafka.consumer(group(prefix, handler.role())).compose(fresh -> {
            if (!running) {
                return fresh.close();
            }
            consumer = Optional.of(fresh);
            uncommitted.clear();
            // Failures are told on Kafka's thread, those of commits too, which their own futures tell as well.
            fresh.exceptionHandler(failure -> loop.runOnContext(told -> restartUnlessRebalancing(fresh, failure)));
            fresh.partitionsRevokedHandler(uncommitted.keySet()::removeAll);
            fresh.batchHandler(records -> work(fresh, records));
            return fresh.subscribe(Topic.names(handler.topics(), prefix));
        });
    }

    /** Leaves the group, so that others take over at once; a batch that does not end soon is told again, to them. */
    public Future<Void> stop() {
        running = false;
        return batch.timeout(LAST_MILLIS, TimeUnit.MILLISECONDS).transform(done -> close());
    }

    private void work(KafkaConsumer<String, String> from, KafkaConsumerRecords<String, String> records) {
        if (!isCurrent(from)) {
            return;
        }
        from.pause();
        batch = handle(records)
                .compose(done -> commit(from, records))
                .onSuccess(done -> {
                    handled.increment(records.size());
                    from.resume();
                })
                .onFailure(failure -> restart(from, failure));
    }

    /** One actor's facts one after the other, for they share a lane; different lanes' side by side. */
    private Future<Void> handle(KafkaConsumerRecords<String, String> records) {
        List<Future<Void>> lanes = new ArrayList<>(Collections.nCopies(LANES, Future.succeededFuture()));
        for (int i = 0; i < records.size(); i++) {
            KafkaConsumerRecord<String, String> record = records.recordAt(i);
            int lane = Math.floorMod(String.valueOf(record.key()).hashCode(), LANES);
            lanes.set(lane, lanes.get(lane).compose(done -> traced(record)));
        }
        // Every lane ends before the batch does: what is still at work must not meet its own repetition.
        return Future.join(lanes).mapEmpty();
    }

    private Future<Void> traced(KafkaConsumerRecord<String, String> record) {
        Optional<String> onlyRole = Headers.read(record, Headers.ONLY_ROLE);
        if (onlyRole.isPresent() && !onlyRole.get().equals(handler.role())) {
            return Future.succeededFuture();
        }
        String topic = record.topic().substring(prefix.length() + 1);
        return Headers.read(record, Headers.TRACE)
                .flatMap(Trace::parse)
                .map(trace -> trace.around(() -> attempts.handle(topic, record)))
                .orElseGet(() -> attempts.handle(topic, record));
    }

    private Future<Void> commit(KafkaConsumer<String, String> from, KafkaConsumerRecords<String, String> records) {
        for (int i = 0; i < records.size(); i++) {
            KafkaConsumerRecord<String, String> record = records.recordAt(i);
            uncommitted.put(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1, ""));
        }
        return commit(from);
    }

    /**
     * Says what is done, in so many words: that a consumer has fetched something is not yet that. While the group shares
     * out its partitions the brokers take no commits, and sharing out needs everybody to ask for more facts; so we do, and
     * say it later.
     */
    private Future<Void> commit(KafkaConsumer<String, String> from) {
        if (!isCurrent(from) || uncommitted.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<TopicPartition, OffsetAndMetadata> due = Map.copyOf(uncommitted);
        return from.commit(due)
                .onSuccess(done -> uncommitted.entrySet().removeAll(due.entrySet()))
                .<Void>mapEmpty()
                .recover(failure -> {
                    if (!(failure instanceof RebalanceInProgressException)) {
                        return Future.failedFuture(failure);
                    }
                    vertx.setTimer(RESTART_MILLIS, later -> commitIdly(from));
                    return Future.succeededFuture();
                });
    }

    /** A batch under way says what is owed at its own end. */
    private void commitIdly(KafkaConsumer<String, String> from) {
        if (batch.isComplete()) {
            commit(from).onFailure(failure -> restart(from, failure));
        }
    }

    private boolean isCurrent(KafkaConsumer<String, String> one) {
        return consumer.equals(Optional.of(one));
    }

    private void restartUnlessRebalancing(KafkaConsumer<String, String> broken, Throwable failure) {
        if (!(failure instanceof RebalanceInProgressException)) {
            restart(broken, failure);
        }
    }

    private void restart(KafkaConsumer<String, String> broken, Throwable failure) {
        if (!running || !isCurrent(broken)) {
            return;
        }
        restarts.increment();
        LOG.warn("Role {} starts anew from its last commit: {}", handler.role(), failure.toString());
        close().onComplete(closed -> vertx.setTimer(RESTART_MILLIS, due -> startAgain()));
    }

    private void startAgain() {
        if (running && consumer.isEmpty()) {
            start().onFailure(failure -> {
                LOG.warn("Role {} cannot reach Kafka yet: {}", handler.role(), failure.toString());
                close().onComplete(closed -> vertx.setTimer(RESTART_MILLIS, due -> startAgain()));
            });
        }
    }

    private Future<Void> close() {
        Future<Void> closed = consumer.map(KafkaConsumer::close).orElse(Future.succeededFuture());
        consumer = Optional.empty();
        return closed.timeout(LAST_MILLIS, TimeUnit.MILLISECONDS);
    }
}
