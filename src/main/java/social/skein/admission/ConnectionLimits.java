package social.skein.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import social.skein.http.ClientAddress;

/**
 * Limits the open connections of this process, in total and per client address, across all event loops. Every
 * connection costs memory and a file descriptor, even without a request.
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
     * @param max the limit for all connections
     * @param maxPerAddress the limit for one IPv4 address or IPv6 /64; not applied to loopback addresses, nor behind a
     *     proxy, where every connection comes from the proxy
     */
    public ConnectionLimits(int max, int maxPerAddress, boolean behindProxy, MeterRegistry metrics) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
        this.behindProxy = behindProxy;
        this.overLimit = closedCounter("full", metrics);
        this.overAddressLimit = closedCounter("crowded", metrics);
        this.timedOut = closedCounter("late", metrics);
        Gauge.builder("skein.http.connections", open, AtomicInteger::get)
                .description("Open connections, including streams")
                .register(metrics);
    }

    private static Counter closedCounter(String reason, MeterRegistry metrics) {
        return Counter.builder("skein.http.connections.closed")
                .description("Connections closed because of a limit, or because no complete request arrived in time")
                .tag("reason", reason)
                .register(metrics);
    }

    /** Counts a new connection; false if it exceeds a limit. */
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
            openByAddress.computeIfPresent(address.networkPrefix(), (network, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isCounted(ClientAddress address) {
        return !behindProxy && !address.isLoopback();
    }

    /** Counts a connection that was closed because no request arrived in time. */
    void recordTimeout() {
        timedOut.increment();
    }
}
