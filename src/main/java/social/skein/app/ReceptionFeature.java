package social.skein.app;

import io.micrometer.core.instrument.MeterRegistry;
import social.skein.config.Config;
import social.skein.http.Connections;
import social.skein.http.Porter;

/** What keeps connections from being held by whoever asks for nothing: one count, with a porter for each HTTP verticle. */
final class ReceptionFeature {
    private final Config.Bounds bounds;
    private final Connections connections;

    ReceptionFeature(Config.Http http, MeterRegistry metrics) {
        this.bounds = http.bounds();
        this.connections = new Connections(bounds.connections(), bounds.perAddress(), http.behindProxy(), metrics);
    }

    Porter porter() {
        return new Porter(connections, bounds.head(), bounds.idle(), System::nanoTime);
    }
}
