package social.skein.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections this process holds at once, of all and of one address, whichever of its event loops they come to. Who
 * opens more is hung up on: a connection costs memory and a file each, asked for or not.
 */
public final class Connections {
    private final int most;
    private final int mostOfOne;
    private final boolean behindProxy;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<String, Integer> ofOne = new ConcurrentHashMap<>();
    private final Counter full;
    private final Counter crowded;
    private final Counter late;

    /**
     * @param most of all together
     * @param mostOfOne of one IPv4 address or one IPv6 network; behind a proxy every connection is the proxy's, and this
     *     machine itself is bounded by {@code most} alone
     */
    public Connections(int most, int mostOfOne, boolean behindProxy, MeterRegistry metrics) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.behindProxy = behindProxy;
        this.full = hungUp("full", metrics);
        this.crowded = hungUp("crowded", metrics);
        this.late = hungUp("late", metrics);
        Gauge.builder("skein.http.connections", all, AtomicInteger::get)
                .description("Connections that are open, streams among them")
                .register(metrics);
    }

    private static Counter hungUp(String why, MeterRegistry metrics) {
        return Counter.builder("skein.http.hung.up")
                .description(
                        "Connections closed because there were too many, or because nothing whole was asked in time")
                .tag("why", why)
                .register(metrics);
    }

    /** Takes a place, if there is one. */
    boolean enter(ClientAddress address) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            full.increment();
            return false;
        }
        if (isCounted(address) && ofOne.merge(address.neighbourhood(), 1, Integer::sum) > mostOfOne) {
            leave(address);
            crowded.increment();
            return false;
        }
        return true;
    }

    void leave(ClientAddress address) {
        all.decrementAndGet();
        if (isCounted(address)) {
            ofOne.computeIfPresent(address.neighbourhood(), (one, held) -> held == 1 ? null : held - 1);
        }
    }

    private boolean isCounted(ClientAddress address) {
        return !behindProxy && !address.isLoopback();
    }

    /** Notes that somebody was hung up on who did not ask in time. */
    void noteLate() {
        late.increment();
    }
}
