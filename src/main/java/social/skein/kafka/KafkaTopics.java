package social.skein.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** The broker's book-keeping: topics made, and how far groups lag. */
public final class KafkaTopics {
    private final Vertx vertx;
    private final Admin admin;

    KafkaTopics(Vertx vertx, String bootstrap) {
        this.vertx = vertx;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000"));
    }

    /** Makes the topics that are not there yet. */
    public Future<Void> create(Collection<String> names, int partitions, int replication) {
        return vertx.executeBlocking(() -> {
            Set<NewTopic> topics = names.stream()
                    .map(name -> new NewTopic(name, partitions, (short) replication))
                    .collect(Collectors.toSet());
            for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
                awaitUnlessThere(made);
            }
            return null;
        });
    }

    /** How many records of these topics a group has yet to finish; a group nobody ever saw lags by all of them. */
    public Future<Long> lag(String group, Collection<String> topics) {
        Future<Map<TopicPartition, OffsetAndMetadata>> done =
                told(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Future<Map<TopicPartition, ListOffsetsResultInfo>> ends = told(admin.describeTopics(topics)
                        .allTopicNames())
                .compose(found -> told(admin.listOffsets(newest(found.values())).all()));
        return Future.all(done, ends)
                .map(both -> ends.result().entrySet().stream()
                        .mapToLong(end ->
                                end.getValue().offset() - offset(done.result().get(end.getKey())))
                        .sum());
    }

    private static Map<TopicPartition, OffsetSpec> newest(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        topics.forEach(topic -> topic.partitions()
                .forEach(partition ->
                        newest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        return newest;
    }

    /** Succeeds when the brokers answer. */
    public Future<Integer> describe() {
        return told(admin.describeCluster().nodes()).map(Collection::size);
    }

    /** No thread waits: while Kafka is away, everybody who asks how it is would hold one for many seconds. */
    private <T> Future<T> told(KafkaFuture<T> answer) {
        return Future.fromCompletionStage(answer.toCompletionStage(), vertx.getOrCreateContext());
    }

    public Future<Void> close() {
        return vertx.executeBlocking(() -> {
            admin.close(Duration.ofSeconds(2));
            return null;
        });
    }

    private static long offset(@org.jspecify.annotations.Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private static void awaitUnlessThere(KafkaFuture<Void> made) throws InterruptedException, ExecutionException {
        try {
            made.get();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }
}
