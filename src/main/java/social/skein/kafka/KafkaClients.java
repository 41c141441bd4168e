package social.skein.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes producers and consumers, off the event loop, because making one blocks it for a second. */
public final class KafkaClients {
    /** A worker that died is noticed, and its partitions are given away, after this long. */
    private static final String SESSION_TIMEOUT_MILLIS = "6000";

    private static final String HEARTBEAT_INTERVAL_MILLIS = "2000";

    /** A batch, its retries included, must end well within this, or the broker takes the worker for dead. */
    private static final String MAX_POLL_INTERVAL_MILLIS = "300000";

    /** A role tries a fact it cannot handle for two seconds: so even a batch of nothing else ends in time. */
    private static final String MAX_POLL_RECORDS = "100";

    private final Vertx vertx;
    private final KafkaUri uri;

    public KafkaClients(Vertx vertx, KafkaUri uri) {
        this.vertx = vertx;
        this.uri = uri;
    }

    /** A producer whose records reach every replica once and in order, or whose sends fail. */
    public Future<KafkaProducer<String, String>> producer() {
        Map<String, String> settings = uri.configWith(Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName(),
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName(),
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                ProducerConfig.LINGER_MS_CONFIG, "0",
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "none",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000"));
        return vertx.executeBlocking(() -> KafkaProducer.create(vertx, settings));
    }

    /** A consumer of this group that commits only when told to and starts with the oldest record it never committed. */
    public Future<KafkaConsumer<String, String>> consumer(String group) {
        Map<String, String> settings = uri.configWith(Map.ofEntries(
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName()),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName()),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL_MILLIS),
                Map.entry(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MILLIS),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS),
                Map.entry(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")));
        return vertx.executeBlocking(() -> KafkaConsumer.create(vertx, settings));
    }

    /** The broker's book-keeping: topics made, and how far groups lag. */
    public Future<KafkaAdmin> admin() {
        return vertx.executeBlocking(() -> new KafkaAdmin(vertx, uri));
    }
}
