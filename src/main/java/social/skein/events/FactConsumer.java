package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.KafkaConsumerRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.kafka.KafkaClients;
import social.skein.trace.Trace;

/**
 * Brings a role its facts: pause, handle, commit, resume. A batch is committed only when each of its facts is handled or
 * put away as a dead letter. When that fails, because a store stays away, the consumer starts anew from its last commit.
 */
public final class FactConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(FactConsumer.class);
    private static final long RESTART_MILLIS = 1_000;

    private final Vertx vertx;
    private final KafkaClients kafka;
    private final String prefix;
    private final FactHandler handler;
    private final Attempts attempts;
    private final Counter handled;

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
    }

    /** The consumer group of a role. */
    public static String group(String prefix, String role) {
        return prefix + "." + role;
    }

    public Future<Void> start() {
        running = true;
        return kafka.consumer(group(prefix, handler.role())).compose(fresh -> {
            consumer = Optional.of(fresh);
            fresh.exceptionHandler(this::restart);
            fresh.batchHandler(records -> work(fresh, records));
            return fresh.subscribe(topics());
        });
    }

    /** Ends after the batch under way, and leaves the group, so that others take over at once. */
    public Future<Void> stop() {
        running = false;
        return batch.transform(done -> close());
    }

    private void work(KafkaConsumer<String, String> from, KafkaConsumerRecords<String, String> records) {
        from.pause();
        batch = handle(records)
                .compose(done -> from.commit())
                .onSuccess(done -> {
                    handled.increment(records.size());
                    from.resume();
                })
                .onFailure(this::restart);
    }

    private Set<String> topics() {
        return handler.topics().stream().map(topic -> topic.name(prefix)).collect(Collectors.toSet());
    }

    /** One actor's facts one after the other, different actors' side by side. */
    private Future<Void> handle(KafkaConsumerRecords<String, String> records) {
        Map<String, List<KafkaConsumerRecord<String, String>>> byActor = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            KafkaConsumerRecord<String, String> record = records.recordAt(i);
            byActor.computeIfAbsent(String.valueOf(record.key()), actor -> new ArrayList<>())
                    .add(record);
        }
        return Future.all(byActor.values().stream().map(this::inOrder).toList()).mapEmpty();
    }

    private Future<Void> inOrder(List<KafkaConsumerRecord<String, String>> records) {
        Future<Void> chain = Future.succeededFuture();
        for (KafkaConsumerRecord<String, String> record : records) {
            chain = chain.compose(done -> traced(record));
        }
        return chain;
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

    private void restart(Throwable failure) {
        if (!running || consumer.isEmpty()) {
            return;
        }
        LOG.warn("Role {} starts anew from its last commit: {}", handler.role(), failure.toString());
        close().onComplete(closed -> vertx.setTimer(RESTART_MILLIS, due -> startAgain()));
    }

    private void startAgain() {
        if (running && consumer.isEmpty()) {
            start().onFailure(failure -> {
                LOG.warn("Role {} cannot reach Kafka yet: {}", handler.role(), failure.toString());
                vertx.setTimer(RESTART_MILLIS, due -> startAgain());
            });
        }
    }

    private Future<Void> close() {
        Future<Void> closed = consumer.map(KafkaConsumer::close).orElse(Future.succeededFuture());
        consumer = Optional.empty();
        return closed;
    }
}
