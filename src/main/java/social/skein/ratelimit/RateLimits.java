package social.skein.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import social.skein.config.Config;
import social.skein.config.Config.Rate;
import social.skein.http.TokenAuthenticator;
import social.skein.redis.RedisClient;

/** The rate limits of a process as configured: counters in memory, shared through Redis while it answers. */
public final class RateLimits {
    private RateLimits() {}

    /** One handler for all HTTP verticles, so that a process counts each client once. */
    public static RateLimitHandler handler(
            Config.RateLimitSettings settings, RedisClient redis, TokenAuthenticator tokens, MeterRegistry metrics) {
        Clock clock = Clock.systemUTC();
        Map<RateLimit, Rate> rates = rates(settings);
        RateLimiter unlimited = new UnlimitedRateLimiter(rates, clock);
        RateLimiter limited = settings.enabled()
                ? new FixedWindowRateLimiter(rates, new RedisRateLimitStore(redis, metrics), clock)
                : unlimited;
        return new RateLimitHandler(limited, unlimited, tokens, metrics, clock);
    }

    private static Map<RateLimit, Rate> rates(Config.RateLimitSettings settings) {
        Map<RateLimit, Rate> rates = new EnumMap<>(Map.of(
                RateLimit.TOKEN, settings.perToken(),
                RateLimit.USER, settings.perUser(),
                RateLimit.ADDRESS, settings.perAddress(),
                RateLimit.WEB_PAGES, settings.web()));
        Map<RateLimit, Optional<Rate>> optional = Map.of(
                RateLimit.PROVISIONING, settings.provisioning(),
                RateLimit.APP, settings.perApp(),
                RateLimit.PAGINATION, settings.pagination(),
                RateLimit.POSTING, settings.posts(),
                RateLimit.REMOVAL, settings.deletes(),
                RateLimit.SEARCH, settings.searches(),
                RateLimit.UPLOAD, settings.uploads(),
                RateLimit.SIGN_UP, settings.signUps());
        optional.forEach((limit, rate) -> rate.ifPresent(set -> rates.put(limit, set)));
        return Map.copyOf(rates);
    }
}
