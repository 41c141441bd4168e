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
import social.skein.sql.Sql;

/**
 * Sends facts to Kafka and deletes what the broker has acknowledged. A crash between the two sends a fact twice; none is ever
 * skipped.
 */
final class KafkaPublisher implements OutboxPublisher {
    private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Outbox outbox;
    private final KafkaProducer<String, String> producer;
    private final String prefix;
    private final Counter relayed;

    KafkaPublisher(
            Vertx vertx, Outbox outbox, KafkaProducer<String, String> producer, String prefix, MeterRegistry metrics) {
        this.vertx = vertx;
        this.outbox = outbox;
        // Each fact's own future tells of its failure.
        this.producer = producer.exceptionHandler(failure -> {});
        this.prefix = prefix;
        this.relayed = OutboxPublisher.relayedCounter(metrics);
    }

    @Override
    public void start(Runnable wake) {
        // Nothing is left to do when a turn ends.
    }

    @Override
    public Future<Boolean> publishBatch(Sql ours) {
        return outbox.oldest(ours, BATCH_SIZE)
                .compose(entries -> awaitTopics(entries).compose(reached -> send(ours, entries)))
                .map(moved -> moved == BATCH_SIZE);
    }

    /** What Kafka takes late it is told again: roles know how to be told twice. */
    @Override
    public Future<Void> abandon() {
        return Future.succeededFuture();
    }

    /** Not by the producer's own close, which waits in line behind all that is being sent, and then for Kafka. */
    @Override
    public Future<Void> close() {
        return vertx.executeBlocking(this::closeProducer, false);
    }

    private @Nullable Void closeProducer() {
        producer.unwrap().close(Duration.ofMillis(CLOSE_TIMEOUT_MILLIS));
        return null;
    }

    /**
     * Asks Kafka for the topics first. While it is away every send would wait for them, one after the other, and the next
     * turn's behind those.
     */
    private Future<Void> awaitTopics(List<Outbox.OutboxEntry> entries) {
        Future<Void> reached = Future.succeededFuture();
        for (String topic : entries.stream().map(this::topic).collect(Collectors.toCollection(LinkedHashSet::new))) {
            reached = reached.compose(
                    done -> producer.asStream().partitionsFor(topic).mapEmpty());
        }
        return reached;
    }

    /** Ends when Kafka has taken or refused every one, so that no fact is still on its way when it is sent again. */
    private Future<Integer> send(Sql leaderSql, List<Outbox.OutboxEntry> entries) {
        List<Future<Void>> sends = entries.stream().map(this::send).toList();
        Future<?> all = Future.join(sends);
        return all.transform(ended -> {
            List<Outbox.OutboxEntry> told = acknowledged(entries, sends);
            relayed.increment(told.size());
            return told.isEmpty()
                    ? all.map(0)
                    : outbox.remove(leaderSql, told).compose(removed -> all.map(told.size()));
        });
    }

    /** Those Kafka took; of an actor's facts none that is later than one it refused, for they are told again in order. */
    private static List<Outbox.OutboxEntry> acknowledged(List<Outbox.OutboxEntry> entries, List<Future<Void>> sends) {
        Set<Long> refused = new HashSet<>();
        List<Outbox.OutboxEntry> told = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Outbox.OutboxEntry entry = entries.get(i);
            if (sends.get(i).failed()) {
                refused.add(entry.actor());
            } else if (!refused.contains(entry.actor())) {
                told.add(entry);
            }
        }
        return told;
    }

    private Future<Void> send(Outbox.OutboxEntry entry) {
        KafkaProducerRecord<String, String> record =
                KafkaProducerRecord.create(topic(entry), Long.toString(entry.actor()), entry.payload());
        record.addHeader(FactHeaders.TRACE, entry.trace());
        if (!entry.onlyRole().isEmpty()) {
            record.addHeader(FactHeaders.ONLY_ROLE, entry.onlyRole());
        }
        return producer.write(record);
    }

    private String topic(Outbox.OutboxEntry entry) {
        return prefix + "." + entry.topic();
    }
}
