package social.skein.app;

import io.micrometer.core.instrument.MeterRegistry;
import social.skein.config.Config;
import social.skein.http.Room;
import social.skein.http.Turnstile;

/** What keeps a process from taking on more than it can do: one room, with a turnstile for each of its HTTP verticles. */
final class OverloadFeature {
    private final Config.Overload overload;
    private final Room room;

    OverloadFeature(Config.Overload overload, MeterRegistry metrics) {
        this.overload = overload;
        this.room = overload.adaptive()
                ? Room.between(overload.least(), overload.most(), metrics)
                : Room.of(overload.most(), metrics);
    }

    Turnstile turnstile() {
        return new Turnstile(room, overload.deadline());
    }
}
