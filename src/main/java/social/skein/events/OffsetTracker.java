package social.skein.events;

import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import social.skein.kafka.KafkaAdmin;

/** Tracks the offset of each partition up to which all facts are finished. */
final class OffsetTracker {
    private final Map<TopicPartition, PartitionProgress> progressByPartition = new HashMap<>();

    /** The facts of a partition that were taken and are not committable yet. */
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

        private TrackedRecord(PartitionProgress progress, TopicPartition partition, long offset, long timestamp) {
            this.progress = progress;
            this.partition = partition;
            this.offset = offset;
            this.timestamp = timestamp;
        }
    }

    TrackedRecord track(TopicPartition partition, long offset, long timestamp) {
        PartitionProgress progress = progressByPartition.computeIfAbsent(partition, first -> new PartitionProgress());
        TrackedRecord record = new TrackedRecord(progress, partition, offset, timestamp);
        progress.tracked.add(record);
        return record;
    }

    void markDone(TrackedRecord record) {
        record.done = true;
        Deque<TrackedRecord> tracked = record.progress.tracked;
        while (!tracked.isEmpty() && tracked.element().done) {
            TrackedRecord last = tracked.remove();
            record.progress.nextOffset = last.offset + 1;
            record.progress.lastTimestamp = last.timestamp;
        }
    }

    /** Whether the partition of a fact is still assigned to this consumer. */
    boolean isAssigned(TrackedRecord record) {
        return progressByPartition.get(record.partition) == record.progress;
    }

    /** Forgets partitions that are assigned to other consumers now. */
    void revoke(Collection<TopicPartition> partitions) {
        progressByPartition.keySet().removeAll(partitions);
    }

    /** The number of facts that are not committable yet, finished or not. */
    int uncommitted() {
        return progressByPartition.values().stream()
                .mapToInt(progress -> progress.tracked.size())
                .sum();
    }

    /** The offsets to commit, each with the timestamp of the last finished fact for {@link KafkaAdmin#lag}. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        progressByPartition.forEach((partition, progress) -> {
            if (progress.nextOffset > progress.committedOffset) {
                due.put(
                        partition,
                        new OffsetAndMetadata(progress.nextOffset, KafkaAdmin.commitMetadata(progress.lastTimestamp)));
            }
        });
        return due;
    }

    /** Records a successful commit. */
    void markCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            PartitionProgress progress = progressByPartition.get(partition);
            if (progress != null) {
                progress.committedOffset = Math.max(progress.committedOffset, offset.getOffset());
            }
        });
    }
}
