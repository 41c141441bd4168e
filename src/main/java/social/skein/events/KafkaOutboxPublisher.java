package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.sql.LeaderLease;

/**
 * Sends facts to Kafka and deletes those that the brokers have acknowledged. A crash between the two sends a fact
 * twice, but never skips one.
 */
final class KafkaOutboxPublisher implements OutboxPublisher {
    private final Vertx vertx;
    private final Outbox outbox;
    private final KafkaProducer<String, String> producer;
    private final String prefix;
    private final Counter relayed;

    KafkaOutboxPublisher(
            Vertx vertx, Outbox outbox, KafkaProducer<String, String> producer, String prefix, MeterRegistry metrics) {
        this.vertx = vertx;
        this.outbox = outbox;
        // The future of each send reports its failure.
        this.producer = producer.exceptionHandler(failure -> {});
        this.prefix = prefix;
        this.relayed = OutboxPublisher.relayedCounter(metrics);
    }

    @Override
    public void start(Runnable wake) {
        // All work of a batch ends with its future.
    }

    @Override
    public Future<Boolean> publishBatch(LeaderLease.Leadership leadership) {
        return outbox.oldest(leadership, BATCH_SIZE)
                .compose(entries -> awaitTopics(entries)
                        .compose(available -> leadership.check())
                        .compose(valid -> send(leadership, entries)))
                .map(published -> published == BATCH_SIZE);
    }

    /** Sends in progress need no cleanup: facts that Kafka accepts late are sent twice, and handlers are idempotent. */
    @Override
    public Future<Void> abandon() {
        return Future.succeededFuture();
    }

    /**
     * Does not use the Vert.x producer's close, which queues behind all sends and then waits for Kafka without a limit.
     */
    @Override
    public Future<Void> close() {
        return vertx.executeBlocking(this::closeProducer, false);
    }

    private @Nullable Void closeProducer() {
        producer.unwrap().close(Duration.ofMillis(Timeouts.RELAY_SHUTDOWN_MILLIS));
        return null;
    }

    /**
     * Fetches the metadata of the topics first. While Kafka is down, each send would wait for them, one after the
     * other, and those of the next batch behind these.
     */
    private Future<Void> awaitTopics(List<Outbox.OutboxEntry> entries) {
        Future<Void> available = Future.succeededFuture();
        for (String topic : entries.stream().map(this::topic).collect(Collectors.toCollection(LinkedHashSet::new))) {
            available = available.compose(
                    previous -> producer.asStream().partitionsFor(topic).mapEmpty());
        }
        return available;
    }

    /**
     * Completes when Kafka has accepted or rejected every fact, so that none is still in flight when it is sent again.
     */
    private Future<Integer> send(LeaderLease.Leadership leadership, List<Outbox.OutboxEntry> entries) {
        String term = Long.toString(leadership.term());
        List<Future<Void>> sends =
                entries.stream().map(entry -> send(entry, term)).toList();
        Future<?> all = Future.join(sends);
        return all.transform(done -> {
            List<Outbox.OutboxEntry> sent = acknowledged(entries, sends);
            relayed.increment(sent.size());
            if (!sent.isEmpty() || entries.isEmpty()) {
                leadership.reportProgress();
            }
            return sent.isEmpty()
                    ? all.map(0)
                    : outbox.remove(leadership, sent).compose(removed -> all.map(sent.size()));
        });
    }

    /**
     * The facts that Kafka accepted, except those behind a rejected one of the same actor: they are sent again, in
     * order.
     */
    private static List<Outbox.OutboxEntry> acknowledged(List<Outbox.OutboxEntry> entries, List<Future<Void>> sends) {
        Set<Long> actorsWithFailure = new HashSet<>();
        List<Outbox.OutboxEntry> acknowledged = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Outbox.OutboxEntry entry = entries.get(i);
            if (sends.get(i).failed()) {
                actorsWithFailure.add(entry.actor());
            } else if (!actorsWithFailure.contains(entry.actor())) {
                acknowledged.add(entry);
            }
        }
        return acknowledged;
    }

    private Future<Void> send(Outbox.OutboxEntry entry, String term) {
        KafkaProducerRecord<String, String> record =
                KafkaProducerRecord.create(topic(entry), Long.toString(entry.actor()), entry.payload());
        record.addHeader(FactHeaders.TRACE, entry.trace());
        record.addHeader(FactHeaders.TERM, term);
        if (!entry.onlyRole().isEmpty()) {
            record.addHeader(FactHeaders.ONLY_ROLE, entry.onlyRole());
        }
        return producer.write(record);
    }

    private String topic(Outbox.OutboxEntry entry) {
        return prefix + "." + entry.topic();
    }
}
