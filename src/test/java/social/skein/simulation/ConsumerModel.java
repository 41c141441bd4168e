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

/** A consumer as Kafka's client is one: it fetches on while its user works, and learns late what the group has decided. */
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
        Map<String, InterfaceStub.StubMethod> answers = new HashMap<>();
        answers.put("exceptionHandler", args -> consumer);
        answers.put("partitionsRevokedHandler", args -> {
            revokedHandler = (Handler<Set<TopicPartition>>) args[0];
            return consumer;
        });
        answers.put("batchHandler", args -> {
            batchHandler = (Handler<KafkaConsumerRecords<String, String>>) args[0];
            return consumer;
        });
        answers.put("subscribe", args -> subscribe((Set<String>) args[0]));
        answers.put("pause", args -> pause(true));
        answers.put("resume", args -> pause(false));
        answers.put("commit", args -> commit((Map<TopicPartition, OffsetAndMetadata>) args[0]));
        answers.put("close", args -> close());
        consumer = InterfaceStub.create(KafkaConsumer.class, answers);
        return consumer;
    }

    private Future<Void> subscribe(Set<String> wanted) {
        topics.addAll(wanted);
        pollPeriodically();
        return Future.succeededFuture();
    }

    private void pollPeriodically() {
        if (!closed) {
            wake();
            process.schedule(1_000, this::pollPeriodically);
        }
    }

    private Object pause(boolean now) {
        paused = now;
        wake();
        return consumer;
    }

    private Future<Object> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> told = Map.copyOf(offsets);
        long sentIn = generation;
        return broker.network.call(
                process,
                NetworkModel.Remote.KAFKA,
                () -> group.commit(this, sentIn, told).map(told));
    }

    private Future<Void> close() {
        closed = true;
        broker.time.schedule(broker.network.latency(), () -> group.leave(this));
        return Future.succeededFuture();
    }

    /** Its heartbeats come from a thread of their own, but not from a process that is dead or stopped. */
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

    /** What the group has decided is heard in the order in which it was. */
    private void scheduleNotice(Runnable notice) {
        lastNoticeAt = Math.max(lastNoticeAt, broker.time.now() + broker.network.latency());
        broker.time.scheduleAt(lastNoticeAt, process, notice);
    }

    private void revokePartitions(Set<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            positions.keySet().removeAll(partitions);
            // From Kafka's thread to the event loop, which takes less than joining again.
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

    /** Where somebody took it for dead, what it had is others', and it may have something again. */
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
                        "headers", args -> List.of()));
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
