package social.skein.events;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.sql.Leadership;
import social.skein.sql.Sql;

/**
 * Has a {@link Courier} move facts from the outbox, turn by turn. One instance of all does it at a time: who holds the job,
 * and only on the connection that holds it.
 */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

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
    private final Courier courier;
    private final Leadership leadership;

    private boolean running;
    private boolean leading;
    private boolean busy;
    private boolean again;
    private long timer;
    private Future<Void> turn = Future.succeededFuture();

    Relay(Vertx vertx, Outbox outbox, Courier courier, Leadership leadership) {
        this.vertx = vertx;
        this.outbox = outbox;
        this.courier = courier;
        this.leadership = leadership;
    }

    public Future<Void> start() {
        running = true;
        courier.begin(this::wake);
        soon(1);
        return outbox.listen(this::wake);
    }

    /** Ends after the turn under way, if that ends soon. The job is left last, when nothing of ours is told any more. */
    public Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        return Patience.of(vertx, LAST_MILLIS, turn)
                .transform(done -> courier.close())
                .eventually(leadership::leave);
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
        Future<Long> moved = leadership
                .take()
                .onSuccess(ours -> leading = ours.isPresent())
                .compose(ours -> ours.map(this::move).orElse(Future.succeededFuture(STANDBY_MILLIS)));
        turn = Patience.of(vertx, LONGEST_TURN_MILLIS, moved)
                .recover(this::standAside)
                .onSuccess(this::next)
                .mapEmpty();
    }

    /** Whatever failed, another process may fare better. */
    private Future<Long> standAside(Throwable failure) {
        LOG.warn("Facts wait in the outbox; the next try is in a second: {}", failure.getMessage());
        leading = false;
        return Patience.of(vertx, LAST_MILLIS, courier.giveUp())
                .transform(ended -> Patience.of(vertx, LAST_MILLIS, leadership.leave()))
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
        return courier.move(ours).map(more -> more || again ? 0 : IDLE_MILLIS);
    }
}
