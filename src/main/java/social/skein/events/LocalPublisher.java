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
 * Hands facts to the roles of this process and deletes those that all of them are done with. What is under way lies in the
 * outbox still, so after a crash it is told again, by whoever has the job then; none is ever skipped.
 */
final class LocalPublisher implements OutboxPublisher {
    /** What one role that is held up may have behind it, some megabytes; the others go on as long as there is room. */
    private static final int MAX_IN_FLIGHT = 5_000;

    private static final long CLOSE_TIMEOUT_MILLIS = 1_500;

    private final Vertx vertx;
    private final Context loop;
    private final Outbox outbox;
    private final List<LocalWorker> workers;
    private final Counter relayed;
    private final Map<Long, Outbox.OutboxEntry> inFlight = new HashMap<>();
    private final Map<Long, Outbox.OutboxEntry> done = new LinkedHashMap<>();
    private Runnable wake = () -> {};

    /** @param workers those of all roles of this process, before the first fact is moved */
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
    public Future<Boolean> publishBatch(Sql ours) {
        return outbox.removeReturning(ours, List.copyOf(done.values()))
                .onSuccess(this::onRemoved)
                .compose(cleared -> dispatchNext(ours, Math.min(BATCH_SIZE, MAX_IN_FLIGHT - inFlight.size())));
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
        FactRecord fact = FactRecord.of(entry);
        Future.join(workers.stream()
                        .filter(desk -> desk.accepts(fact))
                        .map(desk -> desk.submit(fact))
                        .toList())
                .onSuccess(all -> loop.runOnContext(here -> {
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

    /** What ends soon is done with; the rest is told again. */
    @Override
    public Future<Void> close() {
        return Timeouts.within(vertx, CLOSE_TIMEOUT_MILLIS, abandonWorkers())
                .transform(ended -> afterQueuedTasks())
                .compose(here -> outbox.removeReturning(List.copyOf(done.values())))
                .mapEmpty();
    }

    private Future<Void> abandonWorkers() {
        return Future.join(workers.stream().map(LocalWorker::abandon).toList()).mapEmpty();
    }

    /** Behind what the desks have told already. */
    private Future<Void> afterQueuedTasks() {
        Promise<Void> here = Promise.promise();
        loop.runOnContext(now -> here.complete());
        return here.future();
    }
}
