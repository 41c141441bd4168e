package social.skein.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Where a role is handed facts where there is no Kafka. They are handled side by side, an actor's own in their order, and for
 * as long as it takes: a fact that waits for a store holds up its actor alone.
 */
final class LocalWorker implements Worker {
    private static final long RETRY_MILLIS = 1_000;
    private static final long SHUTDOWN_TIMEOUT_MILLIS = 1_500;

    private final Vertx vertx;
    private final String role;
    private final Set<String> topics;
    private final FactProcessor processor;
    private final List<LocalWorker> workers;
    private final Context loop;
    private final KeyedExecutor executor;

    /** Goes up when everything is given up; what was taken before counts for nothing then. */
    private final AtomicInteger epoch = new AtomicInteger();

    /**
     * Made on the event loop that all of the handling happens on.
     *
     * @param workers where it is found while it is open
     */
    LocalWorker(Vertx vertx, FactHandler handler, FactProcessor processor, List<LocalWorker> workers) {
        this.vertx = vertx;
        this.role = handler.role();
        this.topics = handler.topics().stream().map(Topic::toString).collect(Collectors.toSet());
        this.processor = processor;
        this.workers = workers;
        this.loop = vertx.getOrCreateContext();
        this.executor = new KeyedExecutor(loop, handler.maxConcurrency(), handler.maxConcurrencyPerActor());
    }

    @Override
    public Future<Void> start() {
        workers.add(this);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        workers.remove(this);
        return Timeouts.within(vertx, SHUTDOWN_TIMEOUT_MILLIS, abandon()).otherwiseEmpty();
    }

    boolean accepts(FactRecord record) {
        return topics.contains(record.topic())
                && record.onlyRole().map(role::equals).orElse(true);
    }

    /** Succeeds when the fact is handled or put away, and never if it is given up. */
    Future<Void> submit(FactRecord record) {
        Promise<Void> done = Promise.promise();
        int taken = epoch.get();
        loop.runOnContext(here -> {
            if (taken == epoch.get()) {
                executor.submit(record.key(), () -> handle(record, taken).onSuccess(done::complete));
            }
        });
        return done.future();
    }

    private Future<Void> handle(FactRecord record, int takenEpoch) {
        return processor
                .handle(record)
                .recover(away -> takenEpoch == epoch.get()
                        ? vertx.timer(RETRY_MILLIS).compose(due -> handle(record, takenEpoch))
                        : Future.failedFuture(away));
    }

    /** Gives up what nobody has begun. Succeeds when nothing is under way any more. */
    Future<Void> abandon() {
        Promise<Void> cleared = Promise.promise();
        epoch.incrementAndGet();
        loop.runOnContext(here -> {
            executor.discardQueued();
            executor.whenIdle().onComplete(cleared);
        });
        return cleared.future();
    }
}
