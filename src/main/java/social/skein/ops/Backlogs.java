package social.skein.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import social.skein.events.Backlog;
import social.skein.events.EventLog;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;

/** The backlog metrics: facts in the outbox, and unprocessed facts per role. Measured on each scrape. */
public final class Backlogs {
    private static final long TIMEOUT_MILLIS = 3_000;
    private static final Backlog EMPTY = new Backlog(0, 0);

    private final Outbox outbox;
    private final EventLog log;
    private final Iterable<FactHandler> handlers;
    private final Map<String, Backlog> byRole = new ConcurrentHashMap<>();
    private volatile Backlog outboxBacklog = EMPTY;

    public Backlogs(Outbox outbox, EventLog log, Iterable<FactHandler> handlers, MeterRegistry metrics) {
        this.outbox = outbox;
        this.log = log;
        this.handlers = handlers;
        Gauge.builder("skein.outbox.depth", () -> outboxBacklog.depth())
                .description("Facts in the outbox")
                .register(metrics);
        Gauge.builder("skein.outbox.age", () -> outboxBacklog.ageSeconds())
                .description("Age of the oldest fact in the outbox")
                .baseUnit("seconds")
                .register(metrics);
        handlers.forEach(handler -> register(handler.role(), metrics));
    }

    private void register(String role, MeterRegistry metrics) {
        Gauge.builder("skein.consumer.lag", () -> ofRole(role).depth())
                .description("Facts not yet processed by a role; without Kafka those in the outbox")
                .tag("role", role)
                .register(metrics);
        Gauge.builder("skein.consumer.age", () -> ofRole(role).ageSeconds())
                .description("Age of the oldest fact not yet processed by a role")
                .baseUnit("seconds")
                .tag("role", role)
                .register(metrics);
    }

    private Backlog ofRole(String role) {
        return byRole.getOrDefault(role, EMPTY);
    }

    /** Refreshes all figures; those of an unreachable store keep their last value. */
    Future<Void> measure() {
        Future<Void> all =
                outbox.backlog().onSuccess(backlog -> outboxBacklog = backlog).mapEmpty();
        for (FactHandler handler : handlers) {
            Future<?> measured = log.backlog(handler).onSuccess(backlog -> byRole.put(handler.role(), backlog));
            all = Future.join(all, measured).mapEmpty();
        }
        return all.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }
}
