package social.skein.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import social.skein.events.FactConsumer;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.Topic;
import social.skein.kafka.KafkaTopics;

/** What waits: facts in the outbox, and facts in Kafka that a role has yet to handle. Measured when somebody asks. */
public final class Backlogs {
    private static final long PATIENCE_MILLIS = 3_000;

    private final Outbox outbox;
    private final KafkaTopics kafka;
    private final String prefix;
    private final Iterable<FactHandler> handlers;
    private final Map<String, Long> lags = new ConcurrentHashMap<>();
    private volatile Outbox.Backlog waiting = new Outbox.Backlog(0, 0);

    public Backlogs(
            Outbox outbox, KafkaTopics kafka, String prefix, Iterable<FactHandler> handlers, MeterRegistry metrics) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.prefix = prefix;
        this.handlers = handlers;
        Gauge.builder("skein.outbox.depth", () -> waiting.depth())
                .description("Facts that wait in the outbox")
                .register(metrics);
        Gauge.builder("skein.outbox.age", () -> waiting.age())
                .description("How long the oldest fact has waited in the outbox")
                .baseUnit("seconds")
                .register(metrics);
        handlers.forEach(handler -> Gauge.builder("skein.consumer.lag", () -> lags.getOrDefault(handler.role(), 0L))
                .description("Facts in Kafka that a role has yet to handle")
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
        return kafka.lag(FactConsumer.group(prefix, handler.role()), Topic.names(handler.topics(), prefix))
                .onSuccess(lag -> lags.put(handler.role(), lag));
    }
}
