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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** The broker's book-keeping: topics made, and how far groups lag. Its calls block, so they run off the event loop. */
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
        return vertx.executeBlocking(() -> {
            Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(partition ->
                                    newest.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            Map<TopicPartition, OffsetAndMetadata> done = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(newest).all().get();
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset() - offset(done.get(end.getKey())))
                    .sum();
        });
    }

    /** Succeeds when the brokers answer. */
    public Future<Integer> describe() {
        return vertx.executeBlocking(() -> admin.describeCluster().nodes().get().size(), false);
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
