package social.skein.app;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import social.skein.config.Config;
import social.skein.http.CountedLimits;
import social.skein.http.Rate;
import social.skein.http.RateGate;
import social.skein.http.RateLimit;
import social.skein.http.RateLimits;
import social.skein.http.UncountedLimits;
import social.skein.rate.RedisLedger;

/** What rate limits are made of: one count a process, whichever of its verticles answers, and the ledger behind it. */
final class RateFeature {
    final RateGate gate;

    RateFeature(Config.Limits limits, Backends backends, Wiring wiring) {
        Clock clock = Clock.systemUTC();
        Map<RateLimit, Rate> rates = rates(limits);
        RateLimits uncounted = new UncountedLimits(rates, clock);
        RedisLedger ledger = new RedisLedger(backends.redis(), backends.metrics());
        RateLimits counted = limits.enabled() ? new CountedLimits(rates, ledger, clock) : uncounted;
        this.gate = new RateGate(counted, uncounted, wiring.tokens, backends.metrics(), clock);
    }

    private static Map<RateLimit, Rate> rates(Config.Limits limits) {
        Map<RateLimit, Rate> rates = new EnumMap<>(Map.of(
                RateLimit.TOKEN, rate(limits.perToken()),
                RateLimit.USER, rate(limits.perUser()),
                RateLimit.ADDRESS, rate(limits.perAddress()),
                RateLimit.PAGES, rate(limits.pages())));
        Map<RateLimit, Optional<Config.Rate>> maybe = Map.of(
                RateLimit.APP, limits.perApp(),
                RateLimit.PAGING, limits.paging(),
                RateLimit.POSTING, limits.posts(),
                RateLimit.REMOVAL, limits.removals(),
                RateLimit.SEARCH, limits.searches(),
                RateLimit.SIGN_UP, limits.signUps());
        maybe.forEach((limit, rate) -> rate.ifPresent(set -> rates.put(limit, rate(set))));
        return Map.copyOf(rates);
    }

    private static Rate rate(Config.Rate rate) {
        return new Rate(rate.most(), rate.window());
    }
}
