package social.skein.app;

import java.time.Clock;
import java.util.Map;
import social.skein.config.Config;
import social.skein.http.CountedLimits;
import social.skein.http.RateGate;
import social.skein.http.RateLimit;
import social.skein.http.RateLimits;
import social.skein.http.UncountedLimits;

/** What rate limits are made of: one count a process, whichever of its verticles answers. */
final class RateFeature {
    final RateGate gate;

    RateFeature(Config.Limits limits, Backends backends, Wiring wiring) {
        Clock clock = Clock.systemUTC();
        Map<RateLimit, Integer> most = Map.of(
                RateLimit.TOKEN, limits.perToken(),
                RateLimit.USER, limits.perUser(),
                RateLimit.ADDRESS, limits.perAddress(),
                RateLimit.PAGING, limits.paging(),
                RateLimit.REMOVAL, limits.removals(),
                RateLimit.SIGN_UP, limits.signUps());
        RateLimits uncounted = new UncountedLimits(most, clock);
        RateLimits counted = limits.enabled() ? new CountedLimits(most, clock) : uncounted;
        this.gate = new RateGate(counted, uncounted, wiring.tokens, backends.metrics(), clock);
    }
}
