package social.skein.admission;

import io.micrometer.core.instrument.MeterRegistry;
import social.skein.config.Config;

/** The limits on connections and concurrent requests of a process; each HTTP verticle has its own guard and shedder. */
public final class AdmissionControl {
    private final Config.HttpLimits http;
    private final Config.Overload overload;
    private final ConnectionLimits connections;
    private final ConcurrencyLimiter requests;

    public AdmissionControl(Config.Http http, Config.Overload overload, MeterRegistry metrics) {
        this.http = http.limits();
        this.overload = overload;
        this.connections = new ConnectionLimits(
                this.http.maxConnections(), this.http.maxConnectionsPerAddress(), http.behindProxy(), metrics);
        this.requests = overload.isAdaptive()
                ? ConcurrencyLimiter.adaptive(overload.min(), overload.max(), metrics)
                : ConcurrencyLimiter.fixed(overload.max(), metrics);
    }

    public ConnectionGuard connectionGuard() {
        return new ConnectionGuard(connections, http.headerTimeout(), http.idleTimeout(), System::nanoTime);
    }

    public LoadShedder loadShedder() {
        return new LoadShedder(requests, overload.deadline());
    }
}
