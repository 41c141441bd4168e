package social.skein.events;

import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import social.skein.kafka.KafkaTopics;

/** How far the work on each partition has come: all is done that lies before its first fact that is not. */
final class Progress {
    private final Map<TopicPartition, Stretch> stretches = new HashMap<>();

    /** The facts of a partition that were taken and cannot be committed yet. */
    private static final class Stretch {
        private final Deque<Taken> taken = new ArrayDeque<>();
        private long next;
        private long time;
        private long committed;
    }

    /** A fact that was taken from a partition. */
    static final class Taken {
        private final Stretch stretch;
        private final TopicPartition partition;
        private final long offset;
        private final long time;
        private boolean done;

        private Taken(Stretch stretch, TopicPartition partition, long offset, long time) {
            this.stretch = stretch;
            this.partition = partition;
            this.offset = offset;
            this.time = time;
        }
    }

    Taken take(TopicPartition partition, long offset, long time) {
        Stretch stretch = stretches.computeIfAbsent(partition, first -> new Stretch());
        Taken taken = new Taken(stretch, partition, offset, time);
        stretch.taken.add(taken);
        return taken;
    }

    void done(Taken fact) {
        fact.done = true;
        Deque<Taken> taken = fact.stretch.taken;
        while (!taken.isEmpty() && taken.element().done) {
            Taken last = taken.remove();
            fact.stretch.next = last.offset + 1;
            fact.stretch.time = last.time;
        }
    }

    /** Whether the partition of a fact is still this consumer's to work on. */
    boolean isOurs(Taken fact) {
        return stretches.get(fact.partition) == fact.stretch;
    }

    /** Leaves partitions to others. */
    void leave(Collection<TopicPartition> partitions) {
        stretches.keySet().removeAll(partitions);
    }

    /** How many facts were taken that cannot be committed yet, done or not. */
    int uncommittable() {
        return stretches.values().stream()
                .mapToInt(stretch -> stretch.taken.size())
                .sum();
    }

    /** What the brokers are to be told, with the time of the last that is done: see {@link KafkaTopics#lag}. */
    Map<TopicPartition, OffsetAndMetadata> due() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        stretches.forEach((partition, stretch) -> {
            if (stretch.next > stretch.committed) {
                due.put(partition, new OffsetAndMetadata(stretch.next, KafkaTopics.upTo(stretch.time)));
            }
        });
        return due;
    }

    /** What they have been told. */
    void committed(Map<TopicPartition, OffsetAndMetadata> told) {
        told.forEach((partition, offset) -> {
            Stretch stretch = stretches.get(partition);
            if (stretch != null) {
                stretch.committed = Math.max(stretch.committed, offset.getOffset());
            }
        });
    }
}
