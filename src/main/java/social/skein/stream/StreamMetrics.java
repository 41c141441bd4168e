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
    private final AtomicInteger connectedAccounts;
    private final AtomicInteger indexEntries;
    private final AtomicInteger opening;
    private final Counter rejected;
    private final Counter droppedHints;
    private final Map<String, Counter> sent = new ConcurrentHashMap<>();

    public StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        connections = gauge("skein.stream.connections", "Connected stream readers");
        connectedAccounts = gauge("skein.stream.accounts", "Accounts with a connected reader");
        indexEntries =
                gauge("skein.stream.index.entries", "Follows and list members of connected accounts held in memory");
        opening = gauge("skein.stream.opening", "Readers whose stream is being opened");
        rejected = Counter.builder("skein.stream.rejected")
                .description("Streams that could not be opened in time, and were answered with 503")
                .register(registry);
        droppedHints = Counter.builder("skein.stream.hints.dropped")
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
                                .description("Events written to readers, by name")
                                .tag("event", name)
                                .register(registry))
                .increment();
    }

    void closed(CloseReason reason) {
        Counter.builder("skein.stream.closed")
                .description("Readers closed by us, by reason; slow means too much was waiting for them")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void hintDropped() {
        droppedHints.increment();
    }
}
