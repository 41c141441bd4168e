package social.skein.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics of streams. One instance serves all hubs of a process, because a gauge has one source. */
public final class StreamMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger connections;
    private final AtomicInteger connectedAccounts;
    private final AtomicInteger indexEntries;
    private final AtomicInteger opening;
    private final Counter rejected;
    private final Counter droppedHints;
    private final Map<String, Counter> sent = new ConcurrentHashMap<>();

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        connections = gauge("skein.stream.connections", "Open stream connections");
        connectedAccounts = gauge("skein.stream.accounts", "Accounts with an open stream connection");
        indexEntries = gauge(
                "skein.stream.index.entries", "Pairs of connected account and followee or list member in the index");
        opening = gauge("skein.stream.opening", "Stream connections being opened");
        rejected = Counter.builder("skein.stream.rejected")
                .description("Stream connections rejected with 503 because they could not be opened in time")
                .register(registry);
        droppedHints = Counter.builder("skein.stream.hints.dropped")
                .description("Hints dropped because a queue was full")
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

    void connectedAccounts(int delta) {
        connectedAccounts.addAndGet(delta);
    }

    void indexEntries(int delta) {
        indexEntries.addAndGet(delta);
    }

    void opening(int delta) {
        opening.addAndGet(delta);
    }

    void rejected() {
        rejected.increment();
    }

    void eventSent(StreamEvent event) {
        sent.computeIfAbsent(
                        event.name(),
                        name -> Counter.builder("skein.stream.events")
                                .description("Events sent to stream clients, by name")
                                .tag("event", name)
                                .register(registry))
                .increment();
    }

    void closed(CloseReason reason) {
        Counter.builder("skein.stream.closed")
                .description("Stream connections closed by the server, by reason; slow: the client's queue was full")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void hintDropped() {
        droppedHints.increment();
    }
}
