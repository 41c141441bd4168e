package social.skein.simulation;

import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaHeader;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A model of the parts of Kafka that facts use: append-only logs, and consumer groups with their assignments. */
final class KafkaModel {
    static final int PARTITIONS = 3;

    final VirtualTime time;
    final NetworkModel network;
    final Set<PlantedBug> bugs;
    private final Map<String, List<List<Record>>> logs = new TreeMap<>();
    private final Map<String, ConsumerGroupModel> groups = new TreeMap<>();

    KafkaModel(VirtualTime time, NetworkModel network, Set<PlantedBug> bugs) {
        this.time = time;
        this.network = network;
        this.bugs = bugs;
    }

    record Record(String key, String value, List<KafkaHeader> headers, long at) {}

    List<Record> log(String topic, int partition) {
        return logs.computeIfAbsent(topic, first -> {
                    List<List<Record>> partitions = new ArrayList<>();
                    for (int i = 0; i < PARTITIONS; i++) {
                        partitions.add(new ArrayList<>());
                    }
                    return partitions;
                })
                .get(partition);
    }

    private ConsumerGroupModel group(String name) {
        return groups.computeIfAbsent(name, first -> new ConsumerGroupModel(name, this));
    }

    /** Whether every group has committed all records. */
    boolean isDrained() {
        return groups.values().stream().allMatch(ConsumerGroupModel::isDrained);
    }

    /** Describes the uncommitted records of each group and their owners. */
    String backlog() {
        return groups.values().stream().map(ConsumerGroupModel::backlog).collect(Collectors.joining(", "));
    }

    KafkaConsumer<String, String> consumer(SimulatedProcess process, String group) {
        return new ConsumerModel(process, this, group(group)).consumer();
    }

    KafkaProducer<String, String> producer(SimulatedProcess process) {
        return new ProducerModel(process, this).producer();
    }

    void append(String topic, String key, String value, List<KafkaHeader> headers) {
        log(topic, Math.floorMod(key.hashCode(), PARTITIONS)).add(new Record(key, value, headers, time.now()));
        groups.values().forEach(ConsumerGroupModel::wake);
    }
}
