package social.skein.app;

import io.micrometer.core.instrument.MeterRegistry;
import social.skein.admission.ConcurrencyLimiter;
import social.skein.admission.LoadShedder;
import social.skein.config.Config;

/** What keeps a process from taking on more than it can do: one room, with a turnstile for each of its HTTP verticles. */
final class LoadSheddingFeature {
    private final Config.Overload overload;
    private final ConcurrencyLimiter limiter;

    LoadSheddingFeature(Config.Overload overload, MeterRegistry metrics) {
        this.overload = overload;
        this.limiter = overload.isAdaptive()
                ? ConcurrencyLimiter.adaptive(overload.min(), overload.max(), metrics)
                : ConcurrencyLimiter.fixed(overload.max(), metrics);
    }

    LoadShedder loadShedder() {
        return new LoadShedder(limiter, overload.deadline());
    }
}
