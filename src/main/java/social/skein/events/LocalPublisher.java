package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import social.skein.sql.Sql;

/**
 * Hands facts to the roles of this process and deletes those that all of them have finished. Unfinished facts stay in
 * the outbox, so after a crash the next leader delivers them again.
 */
final class LocalPublisher implements OutboxPublisher {
    /** The number of facts that may wait for a slow role, a few megabytes; until then the other roles continue. */
    private static final int MAX_IN_FLIGHT = 5_000;

    private final Vertx vertx;
    private final Context loop;
    private final Outbox outbox;
    private final List<LocalWorker> workers;
    private final Counter relayed;
    private final Map<Long, Outbox.OutboxEntry> inFlight = new HashMap<>();
    private final Map<Long, Outbox.OutboxEntry> done = new LinkedHashMap<>();
    private Runnable wake = () -> {};

    /** @param workers the workers of all roles of this process, complete before the first batch */
    LocalPublisher(Vertx vertx, Outbox outbox, List<LocalWorker> workers, MeterRegistry metrics) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.outbox = outbox;
        this.workers = workers;
        this.relayed = OutboxPublisher.relayedCounter(metrics);
    }

    @Override
    public void start(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public Future<Boolean> publishBatch(Sql leaderSql) {
        return outbox.removeReturning(leaderSql, List.copyOf(done.values()))
                .onSuccess(this::onRemoved)
                .compose(removed -> dispatchNext(leaderSql, Math.min(BATCH_SIZE, MAX_IN_FLIGHT - inFlight.size())));
    }

    private void onRemoved(List<Outbox.OutboxEntry> removed) {
        relayed.increment(removed.size());
        for (Outbox.OutboxEntry entry : removed) {
            done.remove(entry.id());
            inFlight.remove(entry.id());
        }
    }

    private Future<Boolean> dispatchNext(Sql leaderSql, int limit) {
        return limit == 0
                ? Future.succeededFuture(false)
                : outbox.oldestExcept(leaderSql, inFlight.keySet(), limit).map(entries -> {
                    entries.forEach(this::dispatch);
                    return entries.size() == limit;
                });
    }

    private void dispatch(Outbox.OutboxEntry entry) {
        inFlight.put(entry.id(), entry);
        FactRecord record = FactRecord.of(entry);
        Future.join(workers.stream()
                        .filter(worker -> worker.accepts(record))
                        .map(worker -> worker.submit(record))
                        .toList())
                .onSuccess(all -> loop.runOnContext(now -> {
                    done.put(entry.id(), entry);
                    wake.run();
                }));
    }

    @Override
    public Future<Void> abandon() {
        inFlight.clear();
        done.clear();
        return abandonWorkers();
    }

    /** Deletes the facts that finish soon; the others are delivered again. */
    @Override
    public Future<Void> close() {
        return Timeouts.within(vertx, Timeouts.WORKER_SHUTDOWN_MILLIS, abandonWorkers())
                .transform(abandoned -> afterQueuedTasks())
                .compose(now -> outbox.removeReturning(List.copyOf(done.values())))
                .mapEmpty();
    }

    private Future<Void> abandonWorkers() {
        return Future.join(workers.stream().map(LocalWorker::abandon).toList()).mapEmpty();
    }

    /** Completes after the results that workers have already posted to this event loop. */
    private Future<Void> afterQueuedTasks() {
        Promise<Void> reached = Promise.promise();
        loop.runOnContext(now -> reached.complete());
        return reached.future();
    }
}
