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

/** What waits: facts in the outbox, and facts that a role has yet to handle. Measured when somebody asks. */
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
                .description("Facts that wait in the outbox")
                .register(metrics);
        Gauge.builder("skein.outbox.age", () -> outboxBacklog.ageSeconds())
                .description("How long the oldest fact has waited in the outbox")
                .baseUnit("seconds")
                .register(metrics);
        handlers.forEach(handler -> register(handler.role(), metrics));
    }

    private void register(String role, MeterRegistry metrics) {
        Gauge.builder("skein.consumer.lag", () -> ofRole(role).depth())
                .description("Facts that a role has yet to handle; without Kafka those in the outbox")
                .tag("role", role)
                .register(metrics);
        Gauge.builder("skein.consumer.age", () -> ofRole(role).ageSeconds())
                .description("How long the oldest fact that a role has yet to handle has waited for it")
                .baseUnit("seconds")
                .tag("role", role)
                .register(metrics);
    }

    private Backlog ofRole(String role) {
        return byRole.getOrDefault(role, EMPTY);
    }

    /** Measures anew; what cannot be reached keeps its last figure. */
    Future<Void> measure() {
        Future<Void> all =
                outbox.backlog().onSuccess(found -> outboxBacklog = found).mapEmpty();
        for (FactHandler handler : handlers) {
            Future<?> measured = log.backlog(handler).onSuccess(found -> byRole.put(handler.role(), found));
            all = Future.join(all, measured).mapEmpty();
        }
        return all.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }
}
