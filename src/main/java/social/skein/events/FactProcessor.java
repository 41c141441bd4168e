package social.skein.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import social.skein.context.Trace;

/** Handles one fact for a role, with retries, under the trace of its request, and counts it. */
final class FactProcessor {
    private final String role;
    private final RetryingHandler retrying;
    private final Counter handled;

    FactProcessor(Vertx vertx, FactHandler handler, DeadLetters deadLetters, MeterRegistry metrics) {
        this.role = handler.role();
        this.retrying = new RetryingHandler(vertx, handler, deadLetters, metrics);
        this.handled = Counter.builder("skein.facts.handled")
                .description("Facts handled by a role")
                .tag("role", role)
                .register(metrics);
    }

    /** Succeeds when the fact is handled or stored as a dead letter; fails if a store stays unavailable. */
    Future<Void> handle(FactRecord record) {
        if (!record.onlyRole().map(role::equals).orElse(true)) {
            return Future.succeededFuture();
        }
        return record.trace()
                .flatMap(Trace::parse)
                .map(trace -> trace.runInContext(() -> retrying.handle(record)))
                .orElseGet(() -> retrying.handle(record))
                .onSuccess(done -> handled.increment());
    }
}
