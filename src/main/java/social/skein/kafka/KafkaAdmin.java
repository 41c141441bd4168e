package social.skein.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import social.skein.model.Problem;

/** The broker's book-keeping: topics made, and how far groups lag. */
public final class KafkaAdmin {
    /** A first broker that has just started takes seconds to make its first topics. */
    private static final int CREATE_TIMEOUT_MILLIS = 10_000;

    private final Vertx vertx;
    private final Admin admin;

    KafkaAdmin(Vertx vertx, KafkaUri uri) {
        this.vertx = vertx;
        this.admin = Admin.create(Map.copyOf(uri.configWith(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"))));
    }

    /** Makes the topics that are not there yet; {@link Problem.Unavailable} where no broker answers. */
    public Future<Void> createTopics(Collection<String> names, int partitions, int replication) {
        Set<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, partitions, (short) replication))
                .collect(Collectors.toSet());
        List<Future<Void>> made = admin
                .createTopics(topics, new CreateTopicsOptions().timeoutMs(CREATE_TIMEOUT_MILLIS))
                .values()
                .values()
                .stream()
                .map(topic -> toFuture(topic).recover(KafkaAdmin::ignoreExisting))
                .toList();
        return Future.all(made).mapEmpty();
    }

    private static Future<Void> ignoreExisting(Throwable failed) {
        Throwable failure =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (failure instanceof TopicExistsException) {
            return Future.succeededFuture();
        }
        // A broker that answers and is not to be trusted, or does not trust us, is not away.
        return Future.failedFuture(
                failure instanceof RetriableException
                        ? new Problem.Unavailable("Kafka does not answer: " + failure.getMessage())
                        : failure);
    }

    /** What a group has yet to finish: how many records, and for how many seconds the oldest of them has been there. */
    public record Lag(long records, double seconds) {}

    /** What a group notes beside how far it has come: when the last that it is done with was sent. */
    public static String commitMetadata(long millis) {
        return Long.toString(millis);
    }

    /**
     * How far a group is behind in these topics; one that nobody ever saw is behind by all there is. Brokers tell the time of
     * the first record after a moment and not that of a given record, hence what a group notes with {@link #commitMetadata}.
     */
    public Future<Lag> lag(String group, Collection<String> topics) {
        Future<Map<TopicPartition, OffsetAndMetadata>> done =
                toFuture(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Future<Map<TopicPartition, ListOffsetsResultInfo>> ends = toFuture(
                        admin.describeTopics(topics).allTopicNames())
                .compose(found -> toFuture(
                        admin.listOffsets(latestOffsets(found.values())).all()));
        return Future.all(done, ends).compose(both -> lag(done.result(), ends.result()));
    }

    private Future<Lag> lag(
            Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<TopicPartition, NextRecord> behind = new HashMap<>();
        long records = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            NextRecord next = NextRecord.fromCommitted(Optional.ofNullable(committed.get(end.getKey())));
            long open = end.getValue().offset() - next.offset;
            if (open > 0) {
                records += open;
                behind.put(end.getKey(), next);
            }
        }
        long all = records;
        return behind.isEmpty()
                ? Future.succeededFuture(new Lag(0, 0))
                : oldestAgeSeconds(behind).map(age -> new Lag(all, age));
    }

    private Future<Double> oldestAgeSeconds(Map<TopicPartition, NextRecord> lagging) {
        Map<TopicPartition, OffsetSpec> later = new HashMap<>();
        lagging.forEach((partition, next) -> later.put(partition, OffsetSpec.forTimestamp(next.previousTimestamp + 1)));
        return toFuture(admin.listOffsets(later).all()).map(found -> {
            long now = System.currentTimeMillis();
            return lagging.entrySet().stream()
                            .flatMap(one -> Optional.ofNullable(found.get(one.getKey())).stream()
                                    .map(one.getValue()::timestamp))
                            .mapToLong(sent -> now - sent)
                            .max()
                            .orElse(0)
                    / 1_000.0;
        });
    }

    /** The first record of a partition that a group is not done with, and when the one before it was sent. */
    private record NextRecord(long offset, long previousTimestamp) {
        static NextRecord fromCommitted(Optional<OffsetAndMetadata> done) {
            return done.map(last -> new NextRecord(last.offset(), timestampOf(last.metadata())))
                    .orElse(new NextRecord(0, -1));
        }

        /** An earlier version noted nothing: what it left is as old as our knowledge of it. */
        private static long timestampOf(String noted) {
            return noted.isEmpty() ? System.currentTimeMillis() : Long.parseLong(noted);
        }

        /** When it was sent, given the first that was sent later than the one before; they may share a millisecond. */
        long timestamp(ListOffsetsResultInfo later) {
            return later.offset() == offset || previousTimestamp < 0 ? later.timestamp() : previousTimestamp;
        }
    }

    private static Map<TopicPartition, OffsetSpec> latestOffsets(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        topics.forEach(topic -> topic.partitions()
                .forEach(partition ->
                        newest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        return newest;
    }

    /** Succeeds when the brokers answer. */
    public Future<Integer> countBrokers() {
        return toFuture(admin.describeCluster().nodes()).map(Collection::size);
    }

    /** No thread waits: while Kafka is away, everybody who asks how it is would hold one for many seconds. */
    private <T> Future<T> toFuture(KafkaFuture<T> answer) {
        return Future.fromCompletionStage(answer.toCompletionStage(), vertx.getOrCreateContext());
    }

    public Future<Void> close() {
        return vertx.executeBlocking(() -> {
            admin.close(Duration.ofSeconds(2));
            return null;
        });
    }
}
