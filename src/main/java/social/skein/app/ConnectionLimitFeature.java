package social.skein.app;

import io.micrometer.core.instrument.MeterRegistry;
import social.skein.admission.ConnectionGuard;
import social.skein.admission.ConnectionLimits;
import social.skein.config.Config;

/** What keeps connections from being held by whoever asks for nothing: one count, with a porter for each HTTP verticle. */
final class ConnectionLimitFeature {
    private final Config.HttpLimits limits;
    private final ConnectionLimits connections;

    ConnectionLimitFeature(Config.Http http, MeterRegistry metrics) {
        this.limits = http.limits();
        this.connections = new ConnectionLimits(
                limits.maxConnections(), limits.maxConnectionsPerAddress(), http.behindProxy(), metrics);
    }

    ConnectionGuard connectionGuard() {
        return new ConnectionGuard(connections, limits.headerTimeout(), limits.idleTimeout(), System::nanoTime);
    }
}
