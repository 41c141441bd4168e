package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.cluster.Hints;
import social.skein.sql.Leadership;
import social.skein.sql.Sql;

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

    /** How often another process's relay looks whether it is needed: each look is a new connection. */
    private static final long STANDBY_MILLIS = 1_000;

    /** A turn that takes longer waits for a store that will not answer: Kafka gives up on a fact after 30 s. */
    private static final long LONGEST_TURN_MILLIS = 45_000;

    /** How long a turn under way may hold up the end of the process; what it has not told is told again. */
    private static final long LAST_MILLIS = 1_000;

    private final Vertx vertx;
    private final Outbox outbox;
    private final KafkaProducer<String, String> producer;
    private final String prefix;
    private final Leadership leadership;
    private final Counter relayed;

    private boolean running;
    private boolean leading;
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
        // Each fact's own future tells of its failure.
        this.producer = producer.exceptionHandler(failure -> {});
        this.prefix = prefix;
        this.leadership = leadership;
        this.relayed = Counter.builder("skein.outbox.relayed")
                .description("Facts the broker has acknowledged")
                .register(metrics);
    }

    public Future<Void> start(Hints hints) {
        running = true;
        soon(1);
        return hints.wake(Fact.HINT, this::wake);
    }

    /** Ends after the turn under way, if that ends soon. The job is left last, when nothing of ours is told any more. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return turn.timeout(LAST_MILLIS, TimeUnit.MILLISECONDS)
                .transform(done -> vertx.executeBlocking(this::closeProducer, false))
                .eventually(leadership::leave);
    }

    /** Not by its own close, which waits in line behind all that is being sent, and then for Kafka. */
    private @Nullable Void closeProducer() {
        producer.unwrap().close(Duration.ofMillis(LAST_MILLIS));
        return null;
    }

    private void wake() {
        again = true;
        if (leading && !busy && running) {
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
                .onSuccess(ours -> leading = ours.isPresent())
                .compose(ours -> ours.map(this::move).orElse(Future.succeededFuture(STANDBY_MILLIS)))
                .timeout(LONGEST_TURN_MILLIS, TimeUnit.MILLISECONDS)
                .recover(this::standAside)
                .onSuccess(this::next)
                .mapEmpty();
    }

    /** Whatever failed, another process may fare better. */
    private Future<Long> standAside(Throwable failure) {
        LOG.warn("Facts wait in the outbox; the next try is in a second: {}", failure.getMessage());
        leading = false;
        return leadership
                .leave()
                .timeout(LAST_MILLIS, TimeUnit.MILLISECONDS)
                .transform(left -> Future.succeededFuture(FAILED_MILLIS));
    }

    private void next(long pause) {
        busy = false;
        if (running && pause == 0) {
            turn();
        } else if (running) {
            soon(pause);
        }
    }

    /** Moves a batch and says how long to rest then. */
    private Future<Long> move(Sql ours) {
        return outbox.oldest(ours, BATCH)
                .compose(entries -> reach(entries).compose(reached -> send(ours, entries)))
                .map(moved -> moved == BATCH || again ? 0 : IDLE_MILLIS);
    }

    /**
     * Asks Kafka for the topics first. While it is away every send would wait for them, one after the other, and the next
     * turn's behind those.
     */
    private Future<Void> reach(List<Outbox.Entry> entries) {
        Future<Void> reached = Future.succeededFuture();
        for (String topic : entries.stream().map(this::topic).collect(Collectors.toCollection(LinkedHashSet::new))) {
            reached = reached.compose(
                    done -> producer.asStream().partitionsFor(topic).mapEmpty());
        }
        return reached;
    }

    /** Ends when Kafka has taken or refused every one, so that no fact is still on its way when it is sent again. */
    private Future<Integer> send(Sql ours, List<Outbox.Entry> entries) {
        List<Future<Void>> sends = entries.stream().map(this::send).toList();
        Future<?> all = Future.join(sends);
        return all.transform(ended -> {
            List<Outbox.Entry> told = told(entries, sends);
            relayed.increment(told.size());
            return told.isEmpty() ? all.map(0) : outbox.remove(ours, told).compose(removed -> all.map(told.size()));
        });
    }

    /** Those Kafka took; of an actor's facts none that is later than one it refused, for they are told again in order. */
    private static List<Outbox.Entry> told(List<Outbox.Entry> entries, List<Future<Void>> sends) {
        Set<Long> refused = new HashSet<>();
        List<Outbox.Entry> told = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Outbox.Entry entry = entries.get(i);
            if (sends.get(i).failed()) {
                refused.add(entry.actor());
            } else if (!refused.contains(entry.actor())) {
                told.add(entry);
            }
        }
        return told;
    }

    private Future<Void> send(Outbox.Entry entry) {
        KafkaProducerRecord<String, String> record =
                KafkaProducerRecord.create(topic(entry), Long.toString(entry.actor()), entry.payload());
        record.addHeader(Headers.TRACE, entry.trace());
        if (!entry.onlyRole().isEmpty()) {
            record.addHeader(Headers.ONLY_ROLE, entry.onlyRole());
        }
        return producer.write(record);
    }

    private String topic(Outbox.Entry entry) {
        return prefix + "." + entry.topic();
    }
}
