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
final class Desk implements Worker {
    private static final long AGAIN_MILLIS = 1_000;
    private static final long LAST_MILLIS = 1_500;

    private final Vertx vertx;
    private final String role;
    private final Set<String> topics;
    private final Handling handling;
    private final List<Desk> desks;
    private final Context loop;
    private final SideBySide work;

    /** Goes up when everything is given up; what was taken before counts for nothing then. */
    private final AtomicInteger round = new AtomicInteger();

    /**
     * Made on the event loop that all of the handling happens on.
     *
     * @param desks where it is found while it is open
     */
    Desk(Vertx vertx, FactHandler handler, Handling handling, List<Desk> desks) {
        this.vertx = vertx;
        this.role = handler.role();
        this.topics = handler.topics().stream().map(Topic::toString).collect(Collectors.toSet());
        this.handling = handling;
        this.desks = desks;
        this.loop = vertx.getOrCreateContext();
        this.work = new SideBySide(loop, handler.atOnce(), handler.atOnceOfOneActor());
    }

    @Override
    public Future<Void> start() {
        desks.add(this);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        desks.remove(this);
        return Patience.of(vertx, LAST_MILLIS, clear()).otherwiseEmpty();
    }

    boolean hears(Told fact) {
        return topics.contains(fact.topic())
                && fact.onlyRole().map(role::equals).orElse(true);
    }

    /** Succeeds when the fact is handled or put away, and never if it is given up. */
    Future<Void> take(Told fact) {
        Promise<Void> done = Promise.promise();
        int taken = round.get();
        loop.runOnContext(here -> {
            if (taken == round.get()) {
                work.add(fact.key(), () -> handle(fact, taken).onSuccess(done::complete));
            }
        });
        return done.future();
    }

    private Future<Void> handle(Told fact, int taken) {
        return handling.handle(fact)
                .recover(away -> taken == round.get()
                        ? vertx.timer(AGAIN_MILLIS).compose(due -> handle(fact, taken))
                        : Future.failedFuture(away));
    }

    /** Gives up what nobody has begun. Succeeds when nothing is under way any more. */
    Future<Void> clear() {
        Promise<Void> cleared = Promise.promise();
        round.incrementAndGet();
        loop.runOnContext(here -> {
            work.forgetWaiting();
            work.idle().onComplete(cleared);
        });
        return cleared.future();
    }
}
