package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import social.skein.trace.Trace;

/** What a role does with one fact it is told, whoever brings it: tried under its trace, and counted. */
final class Handling {
    private final String role;
    private final Attempts attempts;
    private final Counter handled;

    Handling(Vertx vertx, FactHandler handler, DeadLetters deadLetters, MeterRegistry metrics) {
        this.role = handler.role();
        this.attempts = new Attempts(vertx, handler, deadLetters, metrics);
        this.handled = Counter.builder("skein.facts.handled")
                .description("Facts a role is done with")
                .tag("role", role)
                .register(metrics);
    }

    /** Succeeds when the fact is handled or put away as a dead letter; fails when a store stays away. */
    Future<Void> handle(Told fact) {
        if (!fact.onlyRole().map(role::equals).orElse(true)) {
            return Future.succeededFuture();
        }
        return fact.trace()
                .flatMap(Trace::parse)
                .map(trace -> trace.around(() -> attempts.handle(fact)))
                .orElseGet(() -> attempts.handle(fact))
                .onSuccess(done -> handled.increment());
    }
}
