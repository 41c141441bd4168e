package social.skein.events;

import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.Optional;

/** The Kafka headers of a fact. */
final class FactHeaders {
    /** The ids of the request that caused it. */
    static final String TRACE = "trace";

    /** The role a replayed fact is for; all others skip it. */
    static final String ONLY_ROLE = "only-role";

    /** The term of the relay that sent it, see {@link LeaderTermFilter}. */
    static final String TERM = "term";

    private FactHeaders() {}

    static Optional<String> read(KafkaConsumerRecord<String, String> record, String name) {
        return record.headers().stream()
                .filter(header -> name.equals(header.key()))
                .map(header -> header.value().toString())
                .findFirst();
    }
}
