package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A model of an idempotent producer: records are numbered, so the broker accepts them in order, and rejects all records
 * after a missing one. The sender sends the failed records again with new numbers.
 */
final class ProducerModel {
    private final SimulatedProcess process;
    private final KafkaModel broker;
    private long lastArrivalAt;

    /** Records sent before this time are rejected, since an earlier record is missing. */
    private long gapSince;

    ProducerModel(SimulatedProcess process, KafkaModel broker) {
        this.process = process;
        this.broker = broker;
    }

    @SuppressWarnings("unchecked")
    KafkaProducer<String, String> producer() {
        KafkaWriteStream<?, ?> stream = InterfaceStub.create(
                KafkaWriteStream.class,
                Map.of(
                        "partitionsFor",
                        args -> broker.network.call(
                                process, NetworkModel.Remote.KAFKA, () -> Future.succeededFuture(List.of()))));
        return InterfaceStub.create(
                KafkaProducer.class,
                Map.of(
                        "exceptionHandler", args -> producer(),
                        "asStream", args -> stream,
                        "write", args -> write((KafkaProducerRecord<String, String>) args[0])));
    }

    private Future<Void> write(KafkaProducerRecord<String, String> record) {
        lastArrivalAt = Math.max(lastArrivalAt, broker.time.now() + broker.network.latency());
        long sent = broker.time.now();
        return broker.network.deliver(process, NetworkModel.Remote.KAFKA, lastArrivalAt, () -> {
            if (sent <= gapSince || broker.network.requestIsLost(process, NetworkModel.Remote.KAFKA)) {
                gapSince = Math.max(gapSince, broker.time.now());
                return Future.failedFuture(new IOException("KAFKA did not accept the record"));
            }
            broker.append(record.topic(), record.key(), record.value(), record.headers());
            return Future.succeededFuture();
        });
    }
}
