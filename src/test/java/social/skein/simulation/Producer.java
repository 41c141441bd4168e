package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An idempotent producer: records are numbered, so brokers take them in the order in which they were sent, and none while one
 * before it is missing. What fails with it is sent anew under other numbers, by whoever learns of that.
 */
final class Producer {
    private final Process process;
    private final Broker broker;
    private long lastArrival;

    /** What was sent before this time is refused, since something before it is missing. */
    private long missingSince;

    Producer(Process process, Broker broker) {
        this.process = process;
        this.broker = broker;
    }

    @SuppressWarnings("unchecked")
    KafkaProducer<String, String> producer() {
        KafkaWriteStream<?, ?> stream = StandIn.of(
                KafkaWriteStream.class,
                Map.of(
                        "partitionsFor",
                        args -> broker.weather.ask(
                                process, Weather.Place.KAFKA, () -> Future.succeededFuture(List.of()))));
        return StandIn.of(
                KafkaProducer.class,
                Map.of(
                        "exceptionHandler", args -> producer(),
                        "asStream", args -> stream,
                        "write", args -> write((KafkaProducerRecord<String, String>) args[0])));
    }

    private Future<Void> write(KafkaProducerRecord<String, String> record) {
        lastArrival = Math.max(lastArrival, broker.time.now() + broker.weather.delay());
        long sent = broker.time.now();
        return broker.weather.answered(process, Weather.Place.KAFKA, lastArrival, () -> {
            if (sent <= missingSince || broker.weather.isLost(process, Weather.Place.KAFKA)) {
                missingSince = Math.max(missingSince, broker.time.now());
                return Future.failedFuture(new IOException("KAFKA has not taken it"));
            }
            broker.write(record.topic(), record.key(), record.value());
            return Future.succeededFuture();
        });
    }
}
