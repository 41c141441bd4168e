package social.skein.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the streams of one process count; one for all its hubs, because a gauge has one source. */
public final class StreamMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger connections;
    private final AtomicInteger circles;
    private final AtomicInteger followed;
    private final AtomicInteger waiting;
    private final Counter refused;
    private final Counter dropped;
    private final Map<String, Counter> sent = new ConcurrentHashMap<>();

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        connections = gauge("skein.stream.connections", "Connected stream readers");
        circles = gauge("skein.stream.circles", "Accounts with a connected reader");
        followed = gauge("skein.stream.followed", "Follows and list members of connected accounts held in memory");
        waiting = gauge("skein.stream.waiting", "Readers whose stream is being opened");
        refused = Counter.builder("skein.stream.refused")
                .description("Streams that could not be opened in time, and were answered with 503")
                .register(registry);
        dropped = Counter.builder("skein.stream.hints.dropped")
                .description("Hints left out because too many were waiting")
                .register(registry);
    }

    private AtomicInteger gauge(String name, String description) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
        return value;
    }

    void opened() {
        connections.incrementAndGet();
    }

    void ended() {
        connections.decrementAndGet();
    }

    void circles(int more) {
        circles.addAndGet(more);
    }

    void followed(int more) {
        followed.addAndGet(more);
    }

    void waiting(int more) {
        waiting.addAndGet(more);
    }

    void refused() {
        refused.increment();
    }

    void sent(Event event) {
        sent.computeIfAbsent(
                        event.name(),
                        name -> Counter.builder("skein.stream.events")
                                .description("Events written to readers, by name")
                                .tag("event", name)
                                .register(registry))
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
