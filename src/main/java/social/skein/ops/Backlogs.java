package social.skein.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import social.skein.events.Backlog;
import social.skein.events.EventLog;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;

/**
 * The backlog metrics: facts in the outbox, and unprocessed facts per role. Measured on each scrape; NaN if the store
 * does not answer, because an old value would look like the present one.
 */
public final class Backlogs {
    private static final long TIMEOUT_MILLIS = 3_000;
    private static final String OUTBOX = "";

    private final Outbox outbox;
    private final EventLog log;
    private final Iterable<FactHandler> handlers;
    /** By role; the outbox has no role. */
    private final Map<String, Backlog> measured = new ConcurrentHashMap<>();

    public Backlogs(Outbox outbox, EventLog log, Iterable<FactHandler> handlers, MeterRegistry metrics) {
        this.outbox = outbox;
        this.log = log;
        this.handlers = handlers;
        Gauge.builder("skein.outbox.depth", () -> depth(OUTBOX))
                .description("Facts in the outbox")
                .register(metrics);
        Gauge.builder("skein.outbox.age", () -> ageSeconds(OUTBOX))
                .description("Age of the oldest fact in the outbox")
                .baseUnit("seconds")
                .register(metrics);
        handlers.forEach(handler -> register(handler.role(), metrics));
    }

    private void register(String role, MeterRegistry metrics) {
        Gauge.builder("skein.consumer.lag", () -> depth(role))
                .description("Facts not yet processed by a role; without Kafka those in the outbox")
                .tag("role", role)
                .register(metrics);
        Gauge.builder("skein.consumer.age", () -> ageSeconds(role))
                .description("Age of the oldest fact not yet processed by a role")
                .baseUnit("seconds")
                .tag("role", role)
                .register(metrics);
    }

    private double depth(String role) {
        return Optional.ofNullable(measured.get(role))
                .map(backlog -> (double) backlog.depth())
                .orElse(Double.NaN);
    }

    private double ageSeconds(String role) {
        return Optional.ofNullable(measured.get(role)).map(Backlog::ageSeconds).orElse(Double.NaN);
    }

    /** Refreshes all figures. */
    Future<Void> measure() {
        List<Future<Void>> all = new ArrayList<>();
        all.add(record(OUTBOX, outbox.backlog()));
        handlers.forEach(handler -> all.add(record(handler.role(), log.backlog(handler))));
        return Future.join(all).mapEmpty();
    }

    /** Never fails. */
    private Future<Void> record(String role, Future<Backlog> backlog) {
        return backlog.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(present -> measured.put(role, present))
                .onFailure(failure -> measured.remove(role))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}
