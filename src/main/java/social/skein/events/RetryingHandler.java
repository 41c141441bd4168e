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
final class RetryingHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingHandler.class);
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration INITIAL_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    /** About a minute and a half with the pauses above: well within what Kafka waits for a worker to ask for more. */
    private static final int MAX_ATTEMPTS_WHILE_UNAVAILABLE = 25;

    private final Vertx vertx;
    private final FactHandler handler;
    private final DeadLetters deadLetters;
    private final Counter deadLettered;

    RetryingHandler(Vertx vertx, FactHandler handler, DeadLetters deadLetters, MeterRegistry metrics) {
        this.vertx = vertx;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.deadLettered = Counter.builder("skein.dead.letters")
                .description("Facts a role could not handle")
                .tag("role", handler.role())
                .register(metrics);
    }

    Future<Void> handle(FactRecord record) {
        Fact fact;
        try {
            fact = FactCodec.decode(record.payload());
        } catch (IllegalArgumentException unreadable) {
            return deadLetter(record, unreadable);
        }
        return attempt(fact, 1)
                .recover(failure -> failure instanceof Problem.Unavailable
                        ? Future.failedFuture(failure)
                        : deadLetter(record, failure));
    }

    private Future<Void> attempt(Fact fact, int attempts) {
        return Future.succeededFuture(fact).compose(handler::handle).recover(failure -> {
            int most = failure instanceof Problem.Unavailable ? MAX_ATTEMPTS_WHILE_UNAVAILABLE : MAX_ATTEMPTS;
            return attempts >= most
                    ? Future.failedFuture(failure)
                    : backOff(attempts).compose(due -> attempt(fact, attempts + 1));
        });
    }

    /** A pause ends before its time where the worker is stopped: then the fact is for the next to try, and no dead letter. */
    private Future<Void> backOff(int attempts) {
        return vertx.timer(backoff(attempts).toMillis())
                .recover(stopped -> Future.failedFuture(new Problem.Unavailable("This worker is being stopped")));
    }

    /** Differently long each time, by up to a half: facts that failed together are not tried again together. */
    private static Duration backoff(int attempts) {
        long growing =
                INITIAL_BACKOFF.multipliedBy(1L << Math.min(attempts - 1, 10)).toMillis();
        long most = Math.min(growing, MAX_BACKOFF.toMillis());
        return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2));
    }

    private Future<Void> deadLetter(FactRecord record, Throwable cause) {
        LOG.error(
                "Role {} could not handle the fact at {}/{} and put it away; see `dead-letters list`",
                handler.role(),
                record.topic(),
                record.position(),
                cause);
        return deadLetters.add(handler.role(), record, cause).onSuccess(kept -> deadLettered.increment());
    }
}
