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
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import social.skein.model.Problem;

/** An admin client of Kafka: creates topics and computes consumer lag. */
public final class KafkaAdmin {
    /** A broker that has just started takes seconds to create its first topics. */
    private static final int CREATE_TIMEOUT_MILLIS = 10_000;

    private final Vertx vertx;
    private final Admin admin;

    KafkaAdmin(Vertx vertx, KafkaUri uri) {
        this.vertx = vertx;
        this.admin = Admin.create(Map.copyOf(uri.configWith(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"))));
    }

    /** Creates missing topics. Fails with {@link Problem.Unavailable} if no broker responds. */
    public Future<Void> createTopics(Collection<String> names, int partitions, int replication) {
        Set<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, partitions, (short) replication))
                .collect(Collectors.toSet());
        List<Future<Void>> created = admin
                .createTopics(topics, new CreateTopicsOptions().timeoutMs(CREATE_TIMEOUT_MILLIS))
                .values()
                .values()
                .stream()
                .map(topic -> toFuture(topic).recover(KafkaAdmin::ignoreExisting))
                .toList();
        return Future.all(created).mapEmpty();
    }

    private static Future<Void> ignoreExisting(Throwable failed) {
        Throwable failure =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (failure instanceof TopicExistsException) {
            return Future.succeededFuture();
        }
        // Other failures, such as a failed TLS handshake or login, are not an outage.
        return Future.failedFuture(
                failure instanceof RetriableException
                        ? new Problem.Unavailable("Kafka does not respond: " + failure.getMessage())
                        : failure);
    }

    /** The names of the topics; fails if no broker answers in this time. */
    public Future<Set<String>> listTopics(Duration timeout) {
        return toFuture(admin.listTopics(new ListTopicsOptions().timeoutMs((int) timeout.toMillis()))
                .names());
    }

    /** A group's lag: the number of unprocessed records, and the age of the oldest in seconds. */
    public record Lag(long records, double seconds) {}

    /** The commit metadata of a group: the timestamp of its last processed record, in epoch milliseconds. */
    public static String commitMetadata(long millis) {
        return Long.toString(millis);
    }

    /**
     * The lag of a group in these topics; a group that never committed lags behind by all records. Brokers can find the
     * first record after a timestamp but not the timestamp of a given offset, hence the {@link #commitMetadata}.
     */
    public Future<Lag> lag(String group, Collection<String> topics) {
        Future<Map<TopicPartition, OffsetAndMetadata>> committed =
                toFuture(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Future<Map<TopicPartition, ListOffsetsResultInfo>> ends = toFuture(
                        admin.describeTopics(topics).allTopicNames())
                .compose(topicsByName -> toFuture(
                        admin.listOffsets(latestOffsets(topicsByName.values())).all()));
        return Future.all(committed, ends).compose(both -> lag(committed.result(), ends.result()));
    }

    private Future<Lag> lag(
            Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<TopicPartition, NextRecord> behind = new HashMap<>();
        long records = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            NextRecord next = NextRecord.fromCommitted(Optional.ofNullable(committed.get(end.getKey())));
            long unprocessed = end.getValue().offset() - next.offset;
            if (unprocessed > 0) {
                records += unprocessed;
                behind.put(end.getKey(), next);
            }
        }
        long total = records;
        return behind.isEmpty()
                ? Future.succeededFuture(new Lag(0, 0))
                : oldestAgeSeconds(behind).map(age -> new Lag(total, age));
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

    /** A partition's first unprocessed record, and the timestamp of the one before it, -1 if unknown. */
    private record NextRecord(long offset, long previousTimestamp) {
        static NextRecord fromCommitted(Optional<OffsetAndMetadata> committed) {
            return committed
                    .map(last -> new NextRecord(last.offset(), timestampOf(last.metadata())))
                    .orElse(new NextRecord(0, -1));
        }

        /** Earlier versions committed no metadata; their backlog counts as new. */
        private static long timestampOf(String metadata) {
            return metadata.isEmpty() ? System.currentTimeMillis() : Long.parseLong(metadata);
        }

        /**
         * The timestamp of this record, given the first record later than its predecessor; if that is another record,
         * the two share a millisecond.
         */
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

    /** Without a blocked thread: during an outage of Kafka each call would occupy a worker thread for many seconds. */
    private <T> Future<T> toFuture(KafkaFuture<T> result) {
        return Future.fromCompletionStage(result.toCompletionStage(), vertx.getOrCreateContext());
    }

    public Future<Void> close() {
        return vertx.executeBlocking(() -> {
            admin.close(Duration.ofSeconds(2));
            return null;
        });
    }
}
