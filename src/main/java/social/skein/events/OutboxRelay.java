package social.skein.events;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import social.skein.sql.LeaderLease;

/**
 * Runs an {@link OutboxPublisher} in cycles. Only one process does so at a time, the one that holds the lease.
 */
public final class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** The longest delay of a fact whose hint was lost. */
    private static final long IDLE_MILLIS = 100;

    /** The interval at which a standby tries to acquire the lease. */
    private static final long STANDBY_MILLIS = 1_000;

    /** Longer than Kafka's own limit of 30 s for a send, so a longer cycle waits for a store that does not respond. */
    private static final long CYCLE_TIMEOUT_MILLIS = 45_000;

    private final Vertx vertx;
    private final Outbox outbox;
    private final OutboxPublisher publisher;
    private final LeaderLease lease;

    private boolean running;
    private boolean leading;
    private boolean busy;
    private boolean wakePending;
    private boolean failing;
    private long timer;
    private Future<Void> cycle = Future.succeededFuture();

    OutboxRelay(Vertx vertx, Outbox outbox, OutboxPublisher publisher, LeaderLease lease) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.publisher = publisher;
        this.lease = lease;
    }

    public Future<Void> start() {
        running = true;
        publisher.start(this::wake);
        schedule(1);
        return outbox.onAppend(this::wake);
    }

    /**
     * Stops after the current cycle, if that ends soon. Releases the lease last, when this process publishes nothing
     * more.
     */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return Timeouts.within(vertx, Timeouts.RELAY_SHUTDOWN_MILLIS, cycle)
                .transform(done -> publisher.close())
                .eventually(lease::release);
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
        Future<Long> published = lease.tryAcquire()
                .onSuccess(this::onElection)
                .compose(leadership ->
                        leadership.map(this::publishBatch).orElse(Future.succeededFuture(STANDBY_MILLIS)));
        cycle = Timeouts.within(vertx, CYCLE_TIMEOUT_MILLIS, published)
                .recover(this::stepDown)
                .onSuccess(this::scheduleNext)
                .mapEmpty();
    }

    private void onElection(Optional<LeaderLease.Leadership> leadership) {
        leading = leadership.isPresent();
        if (failing) {
            lease.otherWorkingLeader().ifPresent(other -> {
                failing = false;
                LOG.info("Facts leave the outbox again: {} holds the relay", other);
            });
        }
    }

    private Future<Long> stepDown(Throwable failure) {
        // Once per outage, not once per attempt.
        LOG.atLevel(failing ? Level.DEBUG : Level.WARN)
                .log("Facts stay in the outbox until the relay succeeds again: {}", failure.toString());
        failing = true;
        leading = false;
        // After a timeout sends may still be in flight; only a new term makes the consumers skip them.
        Supplier<Future<Void>> release =
                failure instanceof TimeoutException ? lease::release : lease::releaseAfterFailure;
        return Timeouts.within(vertx, Timeouts.RELAY_SHUTDOWN_MILLIS, publisher.abandon())
                .transform(abandoned -> Timeouts.within(vertx, Timeouts.RELAY_SHUTDOWN_MILLIS, release.get()))
                .transform(released -> Future.succeededFuture(Timeouts.RETRY_MILLIS));
    }

    private void scheduleNext(long delayMillis) {
        busy = false;
        if (running && delayMillis == 0) {
            runCycle();
        } else if (running) {
            schedule(delayMillis);
        }
    }

    /** Publishes a batch and returns the delay until the next one, in milliseconds. */
    private Future<Long> publishBatch(LeaderLease.Leadership leadership) {
        return publisher.publishBatch(leadership).map(more -> {
            if (failing) {
                failing = false;
                LOG.info("Facts leave the outbox again");
            }
            return more || wakePending ? 0L : IDLE_MILLIS;
        });
    }
}
