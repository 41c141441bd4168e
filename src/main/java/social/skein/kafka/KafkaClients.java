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

/** Creates Kafka clients, on a worker thread because their constructors block for up to a second. */
public final class KafkaClients {
    /** After this time without a heartbeat a worker's partitions are assigned to others. */
    private static final String SESSION_TIMEOUT_MILLIS = "6000";

    private static final String HEARTBEAT_INTERVAL_MILLIS = "2000";

    /**
     * A batch, retries included, must finish well within this time, or the broker removes the worker from its group.
     */
    private static final String MAX_POLL_INTERVAL_MILLIS = "300000";

    /** A failing fact is retried for two seconds, so even a batch of nothing else finishes within the poll interval. */
    private static final String MAX_POLL_RECORDS = "100";

    private final Vertx vertx;
    private final KafkaUri uri;

    public KafkaClients(Vertx vertx, KafkaUri uri) {
        this.vertx = vertx;
        this.uri = uri;
    }

    /**
     * An idempotent producer: a record is written to all in-sync replicas exactly once and in order, or its send fails.
     */
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

    /** A consumer without auto-commit; a new group starts at the oldest record. */
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

    /** An admin client for topics and consumer lag. */
    public Future<KafkaAdmin> admin() {
        return vertx.executeBlocking(() -> new KafkaAdmin(vertx, uri));
    }
}
