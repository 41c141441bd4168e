package social.skein.events;

import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import social.skein.kafka.KafkaAdmin;

/** How far the work on each partition has come: all is done that lies before its first fact that is not. */
final class OffsetTracker {
    private final Map<TopicPartition, PartitionProgress> progressByPartition = new HashMap<>();

    /** The facts of a partition that were taken and cannot be committed yet. */
    private static final class PartitionProgress {
        private final Deque<TrackedRecord> tracked = new ArrayDeque<>();
        private long nextOffset;
        private long lastTimestamp;
        private long committedOffset;
    }

    /** A fact that was taken from a partition. */
    static final class TrackedRecord {
        private final PartitionProgress progress;
        private final TopicPartition partition;
        private final long offset;
        private final long timestamp;
        private boolean done;

        private TrackedRecord(PartitionProgress stretch, TopicPartition partition, long offset, long time) {
            this.progress = stretch;
            this.partition = partition;
            this.offset = offset;
            this.timestamp = time;
        }
    }

    TrackedRecord track(TopicPartition partition, long offset, long timestamp) {
        PartitionProgress stretch = progressByPartition.computeIfAbsent(partition, first -> new PartitionProgress());
        TrackedRecord taken = new TrackedRecord(stretch, partition, offset, timestamp);
        stretch.tracked.add(taken);
        return taken;
    }

    void markDone(TrackedRecord record) {
        record.done = true;
        Deque<TrackedRecord> taken = record.progress.tracked;
        while (!taken.isEmpty() && taken.element().done) {
            TrackedRecord last = taken.remove();
            record.progress.nextOffset = last.offset + 1;
            record.progress.lastTimestamp = last.timestamp;
        }
    }

    /** Whether the partition of a fact is still this consumer's to work on. */
    boolean isAssigned(TrackedRecord record) {
        return progressByPartition.get(record.partition) == record.progress;
    }

    /** Leaves partitions to others. */
    void revoke(Collection<TopicPartition> partitions) {
        progressByPartition.keySet().removeAll(partitions);
    }

    /** How many facts were taken that cannot be committed yet, done or not. */
    int uncommitted() {
        return progressByPartition.values().stream()
                .mapToInt(stretch -> stretch.tracked.size())
                .sum();
    }

    /** What the brokers are to be told, with the time of the last that is done: see {@link KafkaAdmin#lag}. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        progressByPartition.forEach((partition, stretch) -> {
            if (stretch.nextOffset > stretch.committedOffset) {
                due.put(
                        partition,
                        new OffsetAndMetadata(stretch.nextOffset, KafkaAdmin.commitMetadata(stretch.lastTimestamp)));
            }
        });
        return due;
    }

    /** What they have been told. */
    void markCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress stretch = progressByPartition.get(partition);
            if (stretch != null) {
                stretch.committedOffset = Math.max(stretch.committedOffset, offset.getOffset());
            }
        });
    }
}
