package social.skein.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the streams of one process count; one for all its hubs, because a gauge has one source. */
public final class StreamMetrics {
    private final AtomicInteger connections = new AtomicInteger();
    private final MeterRegistry registry;
    private final Counter dropped;

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("skein.stream.connections", connections, AtomicInteger::get)
                .description("Connected stream readers")
                .register(registry);
        dropped = Counter.builder("skein.stream.hints.dropped")
                .description("Hints left out because too many were waiting")
                .register(registry);
    }

    void opened() {
        connections.incrementAndGet();
    }

    void ended() {
        connections.decrementAndGet();
    }

    void sent(Event event) {
        Counter.builder("skein.stream.events")
                .description("Events written to readers, by name")
                .tag("event", event.name())
                .register(registry)
                .increment();
    }

    void closed(Farewell farewell) {
        Counter.builder("skein.stream.closed")
                .description("Readers closed by us, by reason; slow means too much was waiting for them")
                .tag("reason", farewell.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void dropped() {
        dropped.increment();
    }
}
