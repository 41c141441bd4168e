package social.skein.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.http.ClientAddress;

/**
 * How many connections this process holds at once, of all and of one address, whichever of its event loops they come to. Who
 * opens more is hung up on: a connection costs memory and a file each, asked for or not.
 */
public final class ConnectionLimits {
    private final int max;
    private final int maxPerAddress;
    private final boolean behindProxy;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> openByAddress = new ConcurrentHashMap<>();
    private final Counter overLimit;
    private final Counter overAddressLimit;
    private final Counter timedOut;

    /**
     * @param max of all together
     * @param maxPerAddress of one IPv4 address or one IPv6 network; behind a proxy every connection is the proxy's, and this
     *     machine itself is bounded by {@code most} alone
     */
    public ConnectionLimits(int max, int maxPerAddress, boolean behindProxy, MeterRegistry metrics) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
        this.behindProxy = behindProxy;
        this.overLimit = closedCounter("limit", metrics);
        this.overAddressLimit = closedCounter("address-limit", metrics);
        this.timedOut = closedCounter("timeout", metrics);
        Gauge.builder("skein.http.connections", open, AtomicInteger::get)
                .description("Connections that are open, streams among them")
                .register(metrics);
    }

    private static Counter closedCounter(String reason, MeterRegistry metrics) {
        return Counter.builder("skein.http.connections.closed")
                .description(
                        "Connections closed because there were too many, or because nothing whole was asked in time")
                .tag("reason", reason)
                .register(metrics);
    }

    /** Takes a place, if there is one. */
    boolean tryAcquire(ClientAddress address) {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            overLimit.increment();
            return false;
        }
        if (isCounted(address) && openByAddress.merge(address.networkPrefix(), 1, Integer::sum) > maxPerAddress) {
            release(address);
            overAddressLimit.increment();
            return false;
        }
        return true;
    }

    void release(ClientAddress address) {
        open.decrementAndGet();
        if (isCounted(address)) {
            openByAddress.computeIfPresent(address.networkPrefix(), (one, held) -> held == 1 ? null : held - 1);
        }
    }

    private boolean isCounted(ClientAddress address) {
        return !behindProxy && !address.isLoopback();
    }

    /** Notes that somebody was hung up on who did not ask in time. */
    void recordTimeout() {
        timedOut.increment();
    }
}
