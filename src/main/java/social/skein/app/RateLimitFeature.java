package social.skein.app;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import social.skein.config.Config;
import social.skein.ratelimit.FixedWindowRateLimiter;
import social.skein.ratelimit.Rate;
import social.skein.ratelimit.RateLimit;
import social.skein.ratelimit.RateLimitHandler;
import social.skein.ratelimit.RateLimiter;
import social.skein.ratelimit.RedisRateLimitStore;
import social.skein.ratelimit.UnlimitedRateLimiter;

/** What rate limits are made of: one count a process, whichever of its verticles answers, and the ledger behind it. */
final class RateLimitFeature {
    final RateLimitHandler handler;

    RateLimitFeature(Config.RateLimitSettings limits, Backends backends, Wiring wiring) {
        Clock clock = Clock.systemUTC();
        Map<RateLimit, Rate> rates = rates(limits);
        RateLimiter uncounted = new UnlimitedRateLimiter(rates, clock);
        RedisRateLimitStore ledger = new RedisRateLimitStore(backends.redis(), backends.metrics());
        RateLimiter counted = limits.enabled() ? new FixedWindowRateLimiter(rates, ledger, clock) : uncounted;
        this.handler = new RateLimitHandler(counted, uncounted, wiring.tokens, backends.metrics(), clock);
    }

    private static Map<RateLimit, Rate> rates(Config.RateLimitSettings limits) {
        Map<RateLimit, Rate> rates = new EnumMap<>(Map.of(
                RateLimit.TOKEN, rate(limits.perToken()),
                RateLimit.USER, rate(limits.perUser()),
                RateLimit.ADDRESS, rate(limits.perAddress()),
                RateLimit.WEB_PAGES, rate(limits.web())));
        Map<RateLimit, Optional<Config.Rate>> maybe = Map.of(
                RateLimit.APP, limits.perApp(),
                RateLimit.PAGINATION, limits.nextPages(),
                RateLimit.POSTING, limits.posts(),
                RateLimit.REMOVAL, limits.deletes(),
                RateLimit.SEARCH, limits.searches(),
                RateLimit.SIGN_UP, limits.signUps());
        maybe.forEach((limit, rate) -> rate.ifPresent(set -> rates.put(limit, rate(set))));
        return Map.copyOf(rates);
    }

    private static Rate rate(Config.Rate rate) {
        return new Rate(rate.requests(), rate.window());
    }
}
