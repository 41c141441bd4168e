package social.skein.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import social.skein.async.KeyedExecutor;
import social.skein.model.Problem;

/**
 * Delivers facts to a role without Kafka. They are handled concurrently, those of one actor in order. While a store is
 * unavailable a fact is retried without limit, which delays only its own actor.
 */
final class LocalWorker implements Worker {
    private final Vertx vertx;
    private final String role;
    private final Set<String> topics;
    private final FactProcessor processor;
    private final List<LocalWorker> workers;
    private final Context loop;
    private final KeyedExecutor<String> executor;

    /** Increases with each {@link #abandon}; facts submitted in an earlier epoch are dropped. */
    private final AtomicInteger epoch = new AtomicInteger();

    /**
     * Must be created on the event loop that handles the facts.
     *
     * @param workers the list to join while this worker is open
     */
    LocalWorker(Vertx vertx, FactHandler handler, FactProcessor processor, List<LocalWorker> workers) {
        this.vertx = vertx;
        this.role = handler.role();
        this.topics = handler.topics().stream().map(Topic::toString).collect(Collectors.toSet());
        this.processor = processor;
        this.workers = workers;
        this.loop = vertx.getOrCreateContext();
        this.executor = KeyedExecutor.on(loop, handler.maxConcurrency(), handler.maxConcurrencyPerActor());
    }

    @Override
    public Future<Void> start() {
        workers.add(this);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        workers.remove(this);
        return Timeouts.within(vertx, Timeouts.WORKER_SHUTDOWN_MILLIS, abandon())
                .otherwiseEmpty();
    }

    boolean accepts(FactRecord record) {
        return topics.contains(record.topic())
                && record.onlyRole().map(role::equals).orElse(true);
    }

    /**
     * Succeeds when the fact is handled or stored as a dead letter; never completes if it is abandoned.
     *
     * @param leading whether no other process can have begun to handle the facts; the handling starts only then
     */
    Future<Void> submit(FactRecord record, BooleanSupplier leading) {
        Promise<Void> done = Promise.promise();
        int submittedEpoch = epoch.get();
        loop.runOnContext(now -> {
            if (submittedEpoch == epoch.get()) {
                executor.submit(record.key(), () -> handle(record, submittedEpoch, leading))
                        .onSuccess(done::complete);
            }
        });
        return done.future();
    }

    private Future<Void> handle(FactRecord record, int submittedEpoch, BooleanSupplier leading) {
        if (!leading.getAsBoolean()) {
            return Future.failedFuture(new Problem.Unavailable("Another process leads the relay"));
        }
        return processor
                .handle(record)
                .recover(failure -> submittedEpoch == epoch.get()
                        ? vertx.timer(Timeouts.RETRY_MILLIS).compose(due -> handle(record, submittedEpoch, leading))
                        : Future.failedFuture(failure));
    }

    /** Drops all facts that have not started. Succeeds when no fact is being handled. */
    Future<Void> abandon() {
        Promise<Void> idle = Promise.promise();
        epoch.incrementAndGet();
        loop.runOnContext(now -> {
            executor.discardQueued();
            executor.whenIdle().onComplete(idle);
        });
        return idle.future();
    }
}
