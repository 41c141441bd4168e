package social.skein.events;

import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is delivered, not decoded yet.
 *
 * @param topic without the deployment's prefix
 * @param key the actor's id, or any text if another program wrote the record
 * @param trace the ids of the request that caused it
 * @param onlyRole the role a replayed fact is for; all others skip it
 */
record FactRecord(
        String topic,
        String key,
        String payload,
        LogPosition position,
        Optional<String> trace,
        Optional<String> onlyRole) {
    /** Stands for the outbox, which has no partitions. */
    private static final int OUTBOX_PARTITION = -1;

    /** The position in the topic, with Kafka's timestamp because offsets restart with a new broker. */
    record LogPosition(int partition, long offset, long timestamp) {
        @Override
        public String toString() {
            return partition == OUTBOX_PARTITION ? "outbox/" + offset : partition + "/" + offset;
        }
    }

    static FactRecord of(String topic, KafkaConsumerRecord<String, String> record) {
        return new FactRecord(
                topic,
                String.valueOf(record.key()),
                orEmpty(record.value()),
                new LogPosition(record.partition(), record.offset(), record.timestamp()),
                FactHeaders.read(record, FactHeaders.TRACE),
                FactHeaders.read(record, FactHeaders.ONLY_ROLE));
    }

    static FactRecord of(Outbox.OutboxEntry entry) {
        return new FactRecord(
                entry.topic(),
                Long.toString(entry.actor()),
                entry.payload(),
                new LogPosition(OUTBOX_PARTITION, entry.id(), 0),
                Optional.of(entry.trace()),
                Optional.of(entry.onlyRole()).filter(role -> !role.isEmpty()));
    }

    private static String orEmpty(@Nullable String payload) {
        return payload == null ? "" : payload;
    }
}
