package social.skein.http;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Limits that nobody reaches: every request is told of a window in which it is the first thing that happens. */
public record UncountedLimits(Map<RateLimit, Integer> most, Clock clock) implements RateLimits {

    @Override
    public Future<Allowance> count(List<RateLimit.Use> uses) {
        return Future.succeededFuture(uses.stream()
                .map(this::untouched)
                .min(Comparator.comparingInt(Allowance::most))
                .orElseThrow());
    }

    private Allowance untouched(RateLimit.Use use) {
        return new Allowance(
                most.getOrDefault(use.limit(), 0),
                0,
                clock.instant().plus(use.limit().window()));
    }
}
