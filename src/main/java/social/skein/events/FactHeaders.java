package social.skein.events;

import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import java.util.Optional;

/** What travels beside a fact in Kafka. */
final class FactHeaders {
    /** The ids of the request that made it true. */
    static final String TRACE = "trace";

    /** The one role a replayed fact is for; the others have had it. */
    static final String ONLY_ROLE = "only-role";

    private FactHeaders() {}

    static Optional<String> read(KafkaConsumerRecord<String, String> record, String name) {
        return record.headers().stream()
                .filter(header -> name.equals(header.key()))
                .map(header -> header.value().toString())
                .findFirst();
    }
}
