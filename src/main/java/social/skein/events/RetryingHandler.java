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
 * Handles one fact with retries and exponential backoff. A fact that keeps failing becomes a dead letter. If a store is
 * unavailable, which is no fault of the fact, the result is a failure and the fact stays in the log.
 */
final class RetryingHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingHandler.class);
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration INITIAL_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(5);

    /** About a minute and a half with the backoff above, well within Kafka's limit between two polls. */
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
                .description("Facts that a role could not handle")
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
            int maxAttempts = failure instanceof Problem.Unavailable ? MAX_ATTEMPTS_WHILE_UNAVAILABLE : MAX_ATTEMPTS;
            return attempts >= maxAttempts
                    ? Future.failedFuture(failure)
                    : backOff(attempts).compose(due -> attempt(fact, attempts + 1));
        });
    }

    /**
     * If the worker stops, its timers fail: the fact is then left to the next worker and does not become a dead letter.
     */
    private Future<Void> backOff(int attempts) {
        return vertx.timer(backoff(attempts).toMillis())
                .recover(stopped -> Future.failedFuture(new Problem.Unavailable("The worker is stopping")));
    }

    /** Reduced by a random share of up to a half, so that facts that failed together are not retried together. */
    private static Duration backoff(int attempts) {
        long exponential =
                INITIAL_BACKOFF.multipliedBy(1L << Math.min(attempts - 1, 10)).toMillis();
        long limit = Math.min(exponential, MAX_BACKOFF.toMillis());
        return Duration.ofMillis(limit - ThreadLocalRandom.current().nextLong(limit / 2));
    }

    private Future<Void> deadLetter(FactRecord record, Throwable cause) {
        LOG.error(
                "Role {} could not handle the fact at {}/{} and stored it as a dead letter; see `dead-letters list`",
                handler.role(),
                record.topic(),
                record.position(),
                cause);
        return deadLetters.add(handler.role(), record, cause).onSuccess(stored -> deadLettered.increment());
    }
}
