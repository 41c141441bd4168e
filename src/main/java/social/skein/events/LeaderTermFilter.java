package social.skein.events;

import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Detects facts that a former leader of the relay wrote to Kafka after its successor had begun: a frozen process may
 * write the rest of its buffers when it continues. They are skipped, because the successor has sent, or will send, all
 * facts that the former leader could not delete from the outbox, in order.
 */
final class LeaderTermFilter {
    private final Map<TopicPartition, Newest> newest = new HashMap<>();

    /** The highest term of a partition, and the first offset at which it was seen. */
    private record Newest(long term, long offset) {}

    /** Whether the record of a higher term precedes this one in the partition. */
    boolean isFromFormerLeader(TopicPartition partition, KafkaConsumerRecord<String, String> record) {
        Optional<Long> term = FactHeaders.read(record, FactHeaders.TERM).flatMap(LeaderTermFilter::parse);
        if (term.isEmpty()) {
            return false;
        }
        Newest known = newest.get(partition);
        if (known == null || term.get() > known.term) {
            newest.put(partition, new Newest(term.get(), record.offset()));
            return false;
        }
        return term.get() < known.term && record.offset() > known.offset;
    }

    /** A record of another program may have any header; such a record is never skipped. */
    private static Optional<Long> parse(String term) {
        try {
            return Optional.of(Long.parseLong(term));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}
