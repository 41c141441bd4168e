package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.KafkaConsumerRecords;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A model of Kafka's consumer: it prefetches while records are processed, and receives assignments with a delay. */
final class ConsumerModel {
    private static final int MAX_POLL_RECORDS = 20;

    private final SimulatedProcess process;
    private final KafkaModel broker;
    private final ConsumerGroupModel group;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<String> topics = new TreeSet<>();
    private KafkaConsumer<String, String> consumer;
    private @Nullable Handler<Set<TopicPartition>> revokedHandler;
    private @Nullable Handler<KafkaConsumerRecords<String, String>> batchHandler;
    private boolean paused;
    private boolean closed;
    private boolean polling;
    private long generation;
    private long noHeartbeatSince = -1;
    private long lastNoticeAt;

    ConsumerModel(SimulatedProcess process, KafkaModel broker, ConsumerGroupModel group) {
        this.process = process;
        this.broker = broker;
        this.group = group;
    }

    @SuppressWarnings("unchecked")
    KafkaConsumer<String, String> consumer() {
        Map<String, InterfaceStub.StubMethod> methods = new HashMap<>();
        methods.put("exceptionHandler", args -> consumer);
        methods.put("partitionsRevokedHandler", args -> {
            revokedHandler = (Handler<Set<TopicPartition>>) args[0];
            return consumer;
        });
        methods.put("batchHandler", args -> {
            batchHandler = (Handler<KafkaConsumerRecords<String, String>>) args[0];
            return consumer;
        });
        methods.put("subscribe", args -> subscribe((Set<String>) args[0]));
        methods.put("pause", args -> pause(true));
        methods.put("resume", args -> pause(false));
        methods.put("commit", args -> commit((Map<TopicPartition, OffsetAndMetadata>) args[0]));
        methods.put("close", args -> close());
        consumer = InterfaceStub.create(KafkaConsumer.class, methods);
        return consumer;
    }

    private Future<Void> subscribe(Set<String> subscribed) {
        topics.addAll(subscribed);
        pollPeriodically();
        return Future.succeededFuture();
    }

    private void pollPeriodically() {
        if (!closed) {
            wake();
            process.schedule(1_000, this::pollPeriodically);
        }
    }

    private Object pause(boolean newPaused) {
        paused = newPaused;
        wake();
        return consumer;
    }

    private Future<Object> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> sent = Map.copyOf(offsets);
        long sentGeneration = generation;
        return broker.network.call(
                process,
                NetworkModel.Remote.KAFKA,
                () -> group.commit(this, sentGeneration, sent).map(sent));
    }

    private Future<Void> close() {
        closed = true;
        broker.time.schedule(broker.network.latency(), () -> group.leave(this));
        return Future.succeededFuture();
    }

    /** Whether heartbeats have been missing this long. Their thread is independent, but stops with the process. */
    boolean isSilentFor(long millis) {
        boolean silent = !process.isAlive() || process.isFrozen();
        noHeartbeatSince = !silent ? -1 : noHeartbeatSince < 0 ? broker.time.now() : noHeartbeatSince;
        return silent && broker.time.now() - noHeartbeatSince >= millis;
    }

    void revoke(Set<TopicPartition> partitions, long newGeneration) {
        scheduleNotice(() -> {
            generation = Math.max(generation, newGeneration);
            revokePartitions(partitions);
            wake();
        });
    }

    /** Delivers decisions of the group in their order. */
    private void scheduleNotice(Runnable notice) {
        lastNoticeAt = Math.max(lastNoticeAt, broker.time.now() + broker.network.latency());
        broker.time.scheduleAt(lastNoticeAt, process, notice);
    }

    private void revokePartitions(Set<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            positions.keySet().removeAll(partitions);
            // The delay from Kafka's thread to the event loop, which is shorter than a new join.
            process.schedule(broker.time.between(0, 5), () -> {
                if (revokedHandler != null && !closed) {
                    revokedHandler.handle(partitions);
                }
            });
        }
    }

    void assign(TopicPartition partition) {
        scheduleNotice(() -> {
            if (group.owns(this, partition)) {
                positions.put(partition, group.committed(partition));
            }
            wake();
        });
    }

    void wake() {
        if (!polling && !closed) {
            polling = true;
            process.schedule(broker.network.latency(), this::poll);
        }
    }

    private void poll() {
        polling = false;
        if (closed || batchHandler == null) {
            return;
        }
        if (paused || broker.network.isDown(NetworkModel.Remote.KAFKA)) {
            return;
        }
        if (!group.isMember(this)) {
            joinGroup();
            return;
        }
        List<KafkaConsumerRecord<String, String>> fetched = fetch();
        if (!fetched.isEmpty()) {
            batchHandler.handle(records(fetched));
            wake();
        }
    }

    /** Joins the group again after a removal: its former partitions belong to other members. */
    private void joinGroup() {
        revokePartitions(Set.copyOf(positions.keySet()));
        group.join(this, topics);
    }

    private List<KafkaConsumerRecord<String, String>> fetch() {
        List<KafkaConsumerRecord<String, String>> fetched = new ArrayList<>();
        positions.replaceAll((partition, position) -> {
            List<KafkaModel.Record> log = broker.log(partition.getTopic(), partition.getPartition());
            long next = position;
            while (next < log.size() && fetched.size() < MAX_POLL_RECORDS) {
                fetched.add(record(partition, next, log.get((int) next)));
                next++;
            }
            if (broker.bugs.contains(PlantedBug.COMMIT_BEFORE_WRITE) && next > position) {
                group.commitUnchecked(partition, next);
            }
            return next;
        });
        return fetched;
    }

    private static KafkaConsumerRecord<String, String> record(
            TopicPartition partition, long offset, KafkaModel.Record record) {
        return InterfaceStub.create(
                KafkaConsumerRecord.class,
                Map.of(
                        "topic", args -> partition.getTopic(),
                        "partition", args -> partition.getPartition(),
                        "offset", args -> offset,
                        "timestamp", args -> record.at(),
                        "key", args -> record.key(),
                        "value", args -> record.value(),
                        "headers", args -> record.headers()));
    }

    private static KafkaConsumerRecords<String, String> records(List<KafkaConsumerRecord<String, String>> fetched) {
        return InterfaceStub.create(
                KafkaConsumerRecords.class,
                Map.of("size", args -> fetched.size(), "recordAt", args -> fetched.get((int) args[0])));
    }

    @Override
    public String toString() {
        return process.name + (paused ? ", paused" : "") + " " + positions.values();
    }
}
