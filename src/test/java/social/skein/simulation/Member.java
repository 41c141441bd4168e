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
final class Member {
    private static final int MOST_AT_ONCE = 20;

    private final Process process;
    private final Broker broker;
    private final Group group;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
    private final Set<String> topics = new TreeSet<>();
    private KafkaConsumer<String, String> consumer;
    private @Nullable Handler<Set<TopicPartition>> revoked;
    private @Nullable Handler<KafkaConsumerRecords<String, String>> batches;
    private boolean paused;
    private boolean closed;
    private boolean polling;
    private long generation;
    private long silentSince = -1;
    private long lastNews;

    Member(Process process, Broker broker, Group group) {
        this.process = process;
        this.broker = broker;
        this.group = group;
    }

    @SuppressWarnings("unchecked")
    KafkaConsumer<String, String> consumer() {
        Map<String, StandIn.Answer> answers = new HashMap<>();
        answers.put("exceptionHandler", args -> consumer);
        answers.put("partitionsRevokedHandler", args -> {
            revoked = (Handler<Set<TopicPartition>>) args[0];
            return consumer;
        });
        answers.put("batchHandler", args -> {
            batches = (Handler<KafkaConsumerRecords<String, String>>) args[0];
            return consumer;
        });
        answers.put("subscribe", args -> subscribe((Set<String>) args[0]));
        answers.put("pause", args -> pause(true));
        answers.put("resume", args -> pause(false));
        answers.put("commit", args -> commit((Map<TopicPartition, OffsetAndMetadata>) args[0]));
        answers.put("close", args -> close());
        consumer = StandIn.of(KafkaConsumer.class, answers);
        return consumer;
    }

    private Future<Void> subscribe(Set<String> wanted) {
        topics.addAll(wanted);
        askOnAndOn();
        return Future.succeededFuture();
    }

    private void askOnAndOn() {
        if (!closed) {
            wake();
            process.in(1_000, this::askOnAndOn);
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
        return broker.weather.ask(
                process,
                Weather.Place.KAFKA,
                () -> group.commit(this, sentIn, told).map(told));
    }

    private Future<Void> close() {
        closed = true;
        broker.time.in(broker.weather.delay(), () -> group.leave(this));
        return Future.succeededFuture();
    }

    /** Its heartbeats come from a thread of their own, but not from a process that is dead or stopped. */
    boolean isSilentFor(long millis) {
        boolean silent = !process.isAlive() || process.isFrozen();
        silentSince = !silent ? -1 : silentSince < 0 ? broker.time.now() : silentSince;
        return silent && broker.time.now() - silentSince >= millis;
    }

    void revoke(Set<TopicPartition> partitions, long of) {
        hear(() -> {
            generation = Math.max(generation, of);
            lose(partitions);
            wake();
        });
    }

    /** What the group has decided is heard in the order in which it was. */
    private void hear(Runnable news) {
        lastNews = Math.max(lastNews, broker.time.now() + broker.weather.delay());
        broker.time.at(lastNews, process, news);
    }

    private void lose(Set<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            positions.keySet().removeAll(partitions);
            // From Kafka's thread to the event loop, which takes less than joining again.
            process.in(broker.time.between(0, 5), () -> {
                if (revoked != null && !closed) {
                    revoked.handle(partitions);
                }
            });
        }
    }

    void assign(TopicPartition partition) {
        hear(() -> {
            if (group.owns(this, partition)) {
                positions.put(partition, group.committed(partition));
            }
            wake();
        });
    }

    void wake() {
        if (!polling && !closed) {
            polling = true;
            process.in(broker.weather.delay(), this::poll);
        }
    }

    private void poll() {
        polling = false;
        if (closed || batches == null) {
            return;
        }
        if (paused || broker.weather.isAway(Weather.Place.KAFKA)) {
            return;
        }
        if (!group.isIn(this)) {
            join();
            return;
        }
        List<KafkaConsumerRecord<String, String>> fetched = fetch();
        if (!fetched.isEmpty()) {
            batches.handle(records(fetched));
            wake();
        }
    }

    /** Where somebody took it for dead, what it had is others', and it may have something again. */
    private void join() {
        lose(Set.copyOf(positions.keySet()));
        group.join(this, topics);
    }

    private List<KafkaConsumerRecord<String, String>> fetch() {
        List<KafkaConsumerRecord<String, String>> fetched = new ArrayList<>();
        positions.replaceAll((partition, position) -> {
            List<Broker.Record> log = broker.log(partition.getTopic(), partition.getPartition());
            long next = position;
            while (next < log.size() && fetched.size() < MOST_AT_ONCE) {
                fetched.add(record(partition, next, log.get((int) next)));
                next++;
            }
            if (broker.plants.contains(Plant.COMMIT_BEFORE_WRITE) && next > position) {
                group.commitAsItLies(partition, next);
            }
            return next;
        });
        return fetched;
    }

    private static KafkaConsumerRecord<String, String> record(
            TopicPartition partition, long offset, Broker.Record record) {
        return StandIn.of(
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
        return StandIn.of(
                KafkaConsumerRecords.class,
                Map.of("size", args -> fetched.size(), "recordAt", args -> fetched.get((int) args[0])));
    }

    @Override
    public String toString() {
        return process.name + (paused ? ", paused" : "") + " " + positions.values();
    }
}
