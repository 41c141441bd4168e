package social.skein.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import social.skein.events.EventLog;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;

/** What waits: facts in the outbox, and facts that a role has yet to handle. Measured when somebody asks. */
public final class Backlogs {
    private static final long PATIENCE_MILLIS = 3_000;

    private final Outbox outbox;
    private final EventLog log;
    private final Iterable<FactHandler> handlers;
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private volatile Outbox.Backlog waiting = new Outbox.Backlog(0, 0);

    public Backlogs(Outbox outbox, EventLog log, Iterable<FactHandler> handlers, MeterRegistry metrics) {
        this.outbox = outbox;
        this.log = log;
        this.handlers = handlers;
        Gauge.builder("skein.outbox.depth", () -> waiting.depth())
                .description("Facts that wait in the outbox")
                .register(metrics);
        Gauge.builder("skein.outbox.age", () -> waiting.age())
                .description("How long the oldest fact has waited in the outbox")
                .baseUnit("seconds")
                .register(metrics);
        handlers.forEach(handler -> Gauge.builder("skein.consumer.lag", () -> lags.getOrDefault(handler.role(), 0L))
                .description("Facts that a role has yet to handle; without Kafka those in the outbox")
                .tag("role", handler.role())
                .register(metrics));
    }

    /** Measures anew; what cannot be reached keeps its last figure. */
    Future<Void> measure() {
        Future<Void> all = outbox.backlog().onSuccess(found -> waiting = found).mapEmpty();
        for (FactHandler handler : handlers) {
            all = Future.join(all, lag(handler)).mapEmpty();
        }
        return all.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private Future<Long> lag(FactHandler handler) {
        return log.lag(handler).onSuccess(lag -> lags.put(handler.role(), lag));
    }
}
