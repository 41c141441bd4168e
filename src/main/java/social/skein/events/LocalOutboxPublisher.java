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
import java.util.Optional;
import social.skein.sql.LeaderLease;

/**
 * Hands facts to the roles of this process and deletes those that all of them have finished. Unfinished facts stay in
 * the outbox, so after a crash the next leader delivers them again.
 */
final class LocalOutboxPublisher implements OutboxPublisher {
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
    private Optional<LeaderLease.Leadership> lastLeadership = Optional.empty();

    /** @param workers the workers of all roles of this process, complete before the first batch */
    LocalOutboxPublisher(Vertx vertx, Outbox outbox, List<LocalWorker> workers, MeterRegistry metrics) {
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
    public Future<Boolean> publishBatch(LeaderLease.Leadership leadership) {
        lastLeadership = Optional.of(leadership);
        return removeDone(leadership)
                .compose(removed -> dispatchNext(leadership, Math.min(BATCH_SIZE, MAX_IN_FLIGHT - inFlight.size())));
    }

    private Future<Void> removeDone(LeaderLease.Leadership leadership) {
        List<Outbox.OutboxEntry> finished = List.copyOf(done.values());
        return outbox.remove(leadership, finished).onSuccess(removed -> onRemoved(leadership, finished));
    }

    private void onRemoved(LeaderLease.Leadership leadership, List<Outbox.OutboxEntry> removed) {
        relayed.increment(removed.size());
        if (!removed.isEmpty()) {
            leadership.reportProgress();
        }
        for (Outbox.OutboxEntry entry : removed) {
            done.remove(entry.id());
            inFlight.remove(entry.id());
        }
    }

    private Future<Boolean> dispatchNext(LeaderLease.Leadership leadership, int limit) {
        return limit == 0
                ? Future.succeededFuture(false)
                : outbox.oldestExcept(leadership, inFlight.keySet(), limit).map(entries -> {
                    entries.forEach(entry -> dispatch(entry, leadership));
                    if (inFlight.isEmpty()) {
                        leadership.reportProgress();
                    }
                    return entries.size() == limit;
                });
    }

    private void dispatch(Outbox.OutboxEntry entry, LeaderLease.Leadership leadership) {
        inFlight.put(entry.id(), entry);
        FactRecord record = FactRecord.of(entry);
        Future.join(workers.stream()
                        .filter(worker -> worker.accepts(record))
                        .map(worker -> worker.submit(record, leadership::isValid))
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
                .compose(now -> lastLeadership.map(this::removeDone).orElse(Future.succeededFuture()));
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
