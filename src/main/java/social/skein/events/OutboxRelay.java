package social.skein.events;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.sql.LeaderLock;
import social.skein.sql.Sql;

/**
 * Has a {@link OutboxPublisher} move facts from the outbox, turn by turn. One instance of all does it at a time: who holds the job,
 * and only on the connection that holds it.
 */
public final class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** How long a fact waits at most when the hint of it was lost. */
    private static final long IDLE_MILLIS = 100;

    private static final long RETRY_MILLIS = 1_000;

    /** How often another process's relay looks whether it is needed: each look is a new connection. */
    private static final long STANDBY_MILLIS = 1_000;

    /** A turn that takes longer waits for a store that will not answer: Kafka gives up on a fact after 30 s. */
    private static final long CYCLE_TIMEOUT_MILLIS = 45_000;

    /** How long a turn under way may hold up the end of the process; what it has not told is told again. */
    private static final long SHUTDOWN_TIMEOUT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Outbox outbox;
    private final OutboxPublisher publisher;
    private final LeaderLock leaderLock;

    private boolean running;
    private boolean leading;
    private boolean busy;
    private boolean wakePending;
    private long timer;
    private Future<Void> cycle = Future.succeededFuture();

    OutboxRelay(Vertx vertx, Outbox outbox, OutboxPublisher publisher, LeaderLock leaderLock) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.publisher = publisher;
        this.leaderLock = leaderLock;
    }

    public Future<Void> start() {
        running = true;
        publisher.start(this::wake);
        schedule(1);
        return outbox.onAppend(this::wake);
    }

    /** Ends after the turn under way, if that ends soon. The job is left last, when nothing of ours is told any more. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return Timeouts.within(vertx, SHUTDOWN_TIMEOUT_MILLIS, cycle)
                .transform(done -> publisher.close())
                .eventually(leaderLock::release);
    }

    private void wake() {
        wakePending = true;
        if (leading && !busy && running) {
            vertx.cancelTimer(timer);
            runCycle();
        }
    }

    private void schedule(long delayMillis) {
        timer = vertx.setTimer(delayMillis, due -> runCycle());
    }

    private void runCycle() {
        busy = true;
        wakePending = false;
        Future<Long> moved = leaderLock
                .tryAcquire()
                .onSuccess(ours -> leading = ours.isPresent())
                .compose(ours -> ours.map(this::publishBatch).orElse(Future.succeededFuture(STANDBY_MILLIS)));
        cycle = Timeouts.within(vertx, CYCLE_TIMEOUT_MILLIS, moved)
                .recover(this::stepDown)
                .onSuccess(this::scheduleNext)
                .mapEmpty();
    }

    /** Whatever failed, another process may fare better. */
    private Future<Long> stepDown(Throwable failure) {
        LOG.warn("Facts wait in the outbox; the next try is in a second: {}", failure.getMessage());
        leading = false;
        return Timeouts.within(vertx, SHUTDOWN_TIMEOUT_MILLIS, publisher.abandon())
                .transform(ended -> Timeouts.within(vertx, SHUTDOWN_TIMEOUT_MILLIS, leaderLock.release()))
                .transform(left -> Future.succeededFuture(RETRY_MILLIS));
    }

    private void scheduleNext(long delayMillis) {
        busy = false;
        if (running && delayMillis == 0) {
            runCycle();
        } else if (running) {
            schedule(delayMillis);
        }
    }

    /** Moves a batch and says how long to rest then. */
    private Future<Long> publishBatch(Sql leaderSql) {
        return publisher.publishBatch(leaderSql).map(more -> more || wakePending ? 0 : IDLE_MILLIS);
    }
}
