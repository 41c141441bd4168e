package social.skein.http;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Limits that nobody reaches: every request is told of a window in which it is the first thing that happens. */
public record UncountedLimits(Map<RateLimit, Rate> rates, Clock clock) implements RateLimits {

    @Override
    public Future<Allowance> count(List<RateLimit.Use> uses) {
        return Future.succeededFuture(uses.stream()
                .map(RateLimit.Use::limit)
                .filter(rates::containsKey)
                .map(this::untouched)
                .min(Comparator.comparingInt(Allowance::most))
                .orElseThrow());
    }

    private Allowance untouched(RateLimit limit) {
        Rate rate = Objects.requireNonNull(rates.get(limit));
        return new Allowance(limit, rate.most(), 0, clock.instant().plus(rate.window()));
    }
}
