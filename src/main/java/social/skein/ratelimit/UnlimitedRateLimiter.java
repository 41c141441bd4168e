package social.skein.ratelimit;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import social.skein.config.Config.Rate;

/** Counts nothing: reports every limit as unused, so that the response headers still name it. */
public record UnlimitedRateLimiter(Map<RateLimit, Rate> rates, Clock clock) implements RateLimiter {

    @Override
    public Future<RateLimitStatus> consume(List<RateLimit.RateLimitKey> keys) {
        return Future.succeededFuture(keys.stream()
                .map(RateLimit.RateLimitKey::limit)
                .filter(rates::containsKey)
                .map(this::unused)
                .min(Comparator.comparingInt(RateLimitStatus::maxRequests))
                .orElseThrow());
    }

    private RateLimitStatus unused(RateLimit limit) {
        Rate rate = Objects.requireNonNull(rates.get(limit));
        return new RateLimitStatus(limit, rate.requests(), 0, clock.instant().plus(rate.window()));
    }
}
