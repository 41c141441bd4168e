package social.skein.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import social.skein.sql.LeaderLease;

/**
 * Delivers facts directly from the outbox. The process that holds the relay's lease hands them to its own roles and
 * deletes a fact when all of them have finished it; other processes with the same roles stand by.
 */
public final class OutboxEventLog implements EventLog {
    private final Vertx vertx;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final MeterRegistry metrics;
    private final List<LocalWorker> workers = new CopyOnWriteArrayList<>();

    public OutboxEventLog(Vertx vertx, Outbox outbox, DeadLetters deadLetters, MeterRegistry metrics) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    @Override
    public Future<Void> open() {
        return Future.succeededFuture();
    }

    @Override
    public Future<OutboxRelay> relay(LeaderLease lease) {
        return Future.succeededFuture(
                new OutboxRelay(vertx, outbox, new LocalOutboxPublisher(vertx, outbox, workers, metrics), lease));
    }

    @Override
    public Worker worker(FactHandler handler) {
        return new LocalWorker(vertx, handler, new FactProcessor(vertx, handler, deadLetters, metrics), workers);
    }

    /** Includes facts being handled, and facts that this role has finished but another has not. */
    @Override
    public Future<Backlog> backlog(FactHandler handler) {
        return outbox.backlog(handler.topics());
    }

    @Override
    public boolean isKafka() {
        return false;
    }

    @Override
    public Future<?> ping() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
