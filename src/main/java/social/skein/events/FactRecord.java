package social.skein.events;

import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact as a role is told it, not yet read.
 *
 * @param topic without the deployment's prefix
 * @param key the actor, unless a stranger wrote it
 * @param trace the ids of the request that made it true
 * @param onlyRole the one role a replayed fact is for; the others have had it
 */
record FactRecord(
        String topic,
        String key,
        String payload,
        LogPosition position,
        Optional<String> trace,
        Optional<String> onlyRole) {
    /** Facts in the outbox lie in no partition; Kafka counts its own from 0. */
    private static final int OUTBOX_PARTITION = -1;

    /** Where it lies in its topic, and Kafka's time of it: offsets start anew with a new broker. */
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
