package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.cluster.Hints;
import social.skein.sql.Leadership;

/**
 * Moves facts from the outbox to Kafka, the oldest first, and deletes what the broker has acknowledged. One instance of
 * all does it at a time. A crash between the acknowledgement and the deletion sends a fact twice; none is ever skipped.
 */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** A turn's worth of facts: enough to keep the broker busy, little enough to send again after a failure. */
    private static final int BATCH = 500;

    /** How long a fact waits at most when the hint of it was lost. */
    private static final long IDLE_MILLIS = 100;

    private static final long FAILED_MILLIS = 1_000;

    private final Vertx vertx;
    private final Outbox outbox;
    private final KafkaProducer<String, String> producer;
    private final String prefix;
    private final Leadership leadership;
    private final Counter relayed;

    private boolean running;
    private boolean busy;
    private boolean again;
    private long timer;
    private Future<Void> turn = Future.succeededFuture();

    public Relay(
            Vertx vertx,
            Outbox outbox,
            KafkaProducer<String, String> producer,
            String prefix,
            Leadership leadership,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.producer = producer;
        this.prefix = prefix;
        this.leadership = leadership;
        this.relayed = Counter.builder("skein.outbox.relayed")
                .description("Facts the broker has acknowledged")
                .register(metrics);
    }

    public Future<MessageConsumer<String>> start(Hints hints) {
        running = true;
        soon(1);
        return hints.listen(Outbox.FILLED, actor -> wake());
    }

    /** Ends after the turn under way. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return turn.transform(done -> leadership.leave()).eventually(producer::close);
    }

    private void wake() {
        again = true;
        if (!busy && running) {
            vertx.cancelTimer(timer);
            turn();
        }
    }

    private void soon(long millis) {
        timer = vertx.setTimer(millis, due -> turn());
    }

    private void turn() {
        busy = true;
        again = false;
        turn = leadership
                .take()
                .compose(ours -> ours ? move() : Future.succeededFuture(0))
                .onFailure(failure ->
                        LOG.warn("Facts wait in the outbox; the next try is in a second: {}", failure.toString()))
                .map(moved -> moved == BATCH || again ? 0 : IDLE_MILLIS)
                .otherwise(FAILED_MILLIS)
                .onSuccess(this::next)
                .mapEmpty();
    }

    private void next(long pause) {
        busy = false;
        if (running && pause == 0) {
            turn();
        } else if (running) {
            soon(pause);
        }
    }

    private Future<Integer> move() {
        return outbox.oldest(BATCH)
                .compose(entries -> entries.isEmpty()
                        ? Future.succeededFuture(0)
                        : Future.all(entries.stream().map(this::send).toList())
                                .compose(sent -> outbox.remove(entries))
                                .map(removed -> count(entries)));
    }

    private int count(List<Outbox.Entry> entries) {
        relayed.increment(entries.size());
        return entries.size();
    }

    private Future<Void> send(Outbox.Entry entry) {
        KafkaProducerRecord<String, String> record =
                KafkaProducerRecord.create(prefix + "." + entry.topic(), Long.toString(entry.actor()), entry.payload());
        record.addHeader(Headers.TRACE, entry.trace());
        if (!entry.onlyRole().isEmpty()) {
            record.addHeader(Headers.ONLY_ROLE, entry.onlyRole());
        }
        return producer.write(record);
    }
}
