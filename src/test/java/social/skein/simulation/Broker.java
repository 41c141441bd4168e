package social.skein.simulation;

import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** As much of Kafka as facts meet: logs that are only appended to, and groups that share them out among their members. */
final class Broker {
    static final int PARTITIONS = 3;

    final Time time;
    final Weather weather;
    final Set<Plant> plants;
    private final Map<String, List<List<Record>>> logs = new TreeMap<>();
    private final Map<String, Group> groups = new TreeMap<>();

    Broker(Time time, Weather weather, Set<Plant> plants) {
        this.time = time;
        this.weather = weather;
        this.plants = plants;
    }

    record Record(String key, String value, long at) {}

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

    private Group group(String name) {
        return groups.computeIfAbsent(name, first -> new Group(name, this));
    }

    /** Whether every group has committed all there is. */
    boolean isDrained() {
        return groups.values().stream().allMatch(Group::isDrained);
    }

    /** What groups have yet to finish, and who is to do it. */
    String backlog() {
        return groups.values().stream().map(Group::backlog).collect(Collectors.joining(", "));
    }

    KafkaConsumer<String, String> consumer(Process process, String group) {
        return new Member(process, this, group(group)).consumer();
    }

    KafkaProducer<String, String> producer(Process process) {
        return new Producer(process, this).producer();
    }

    void write(String topic, String key, String value) {
        log(topic, Math.floorMod(key.hashCode(), PARTITIONS)).add(new Record(key, value, time.now()));
        groups.values().forEach(Group::wake);
    }
}
