package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/**
 * Has one fact handled, again after a growing pause while that fails. A fact that cannot be handled becomes a dead letter;
 * a store that is away is no fault of the fact, so that fails in the end and the fact stays where it is.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** About a minute and a half with the pauses above: well within what Kafka waits for a worker to ask for more. */
    private static final int TRIES_WHILE_AWAY = 25;

    private final Vertx vertx;
    private final FactHandler handler;
    private final DeadLetters deadLetters;
    private final Counter dead;

    Attempts(Vertx vertx, FactHandler handler, DeadLetters deadLetters, MeterRegistry metrics) {
        this.vertx = vertx;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.dead = Counter.builder("skein.dead.letters")
                .description("Facts a role could not handle")
                .tag("role", handler.role())
                .register(metrics);
    }

    Future<Void> handle(Told told) {
        Fact fact;
        try {
            fact = Facts.read(told.payload());
        } catch (IllegalArgumentException unreadable) {
            return putAway(told, unreadable);
        }
        return attempt(fact, 1)
                .recover(failure ->
                        failure instanceof Problem.Unavailable ? Future.failedFuture(failure) : putAway(told, failure));
    }

    private Future<Void> attempt(Fact fact, int tries) {
        return Future.succeededFuture(fact).compose(handler::handle).recover(failure -> {
            int most = failure instanceof Problem.Unavailable ? TRIES_WHILE_AWAY : TRIES;
            return tries >= most ? Future.failedFuture(failure) : pause(tries).compose(due -> attempt(fact, tries + 1));
        });
    }

    /** A pause ends before its time where the worker is stopped: then the fact is for the next to try, and no dead letter. */
    private Future<Void> pause(int tries) {
        return vertx.timer(length(tries).toMillis())
                .recover(stopped -> Future.failedFuture(new Problem.Unavailable("This worker is being stopped")));
    }

    /** Differently long each time, by up to a half: facts that failed together are not tried again together. */
    private static Duration length(int tries) {
        long growing = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 10)).toMillis();
        long most = Math.min(growing, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2));
    }

    private Future<Void> putAway(Told told, Throwable cause) {
        LOG.error(
                "Role {} could not handle the fact at {}/{} and put it away; see `dead-letters list`",
                handler.role(),
                told.topic(),
                told.place(),
                cause);
        return deadLetters.keep(handler.role(), told, cause).onSuccess(kept -> dead.increment());
    }
}
