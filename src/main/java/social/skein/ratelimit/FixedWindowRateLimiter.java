package social.skein.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import social.skein.config.Config.Rate;
import social.skein.model.Problem;

/**
 * Counts requests in fixed windows. The count shared by all instances is in the {@link RateLimitStore}, from which each
 * instance takes a batch of permits at a time; without a store, or while it is unavailable, each instance counts on its
 * own. No library is used because the response headers contain the end of a window, and the usual libraries implement
 * token buckets, which have none. Windows live in a Caffeine cache: a flood of new addresses evicts other rarely used
 * windows, not those in frequent use.
 */
public final class FixedWindowRateLimiter implements RateLimiter {
    /** About 200 bytes each, so 40 MB at most. */
    private static final int MAX_WINDOWS = 200_000;

    private final Map<RateLimit, Rate> rates;
    private final RateLimitStore store;
    private final Clock clock;
    private final Cache<RateLimit.RateLimitKey, RateWindow> windows;

    public FixedWindowRateLimiter(Map<RateLimit, Rate> rates, RateLimitStore store, Clock clock) {
        this(rates, store, clock, MAX_WINDOWS);
    }

    FixedWindowRateLimiter(Map<RateLimit, Rate> rates, RateLimitStore store, Clock clock, int maxWindows) {
        this.rates = rates;
        this.store = store;
        this.clock = clock;
        this.windows = Caffeine.newBuilder()
                .maximumSize(maxWindows)
                .expireAfter(Expiry.<RateLimit.RateLimitKey, RateWindow>creating(
                        (key, window) -> rate(key).window()))
                .scheduler(Scheduler.systemScheduler())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private Rate rate(RateLimit.RateLimitKey key) {
        return Optional.ofNullable(rates.get(key.limit())).orElseThrow();
    }

    /** A request counts towards every limit, even if one of them rejects it. */
    @Override
    public Future<RateLimitStatus> consume(List<RateLimit.RateLimitKey> keys) {
        List<Future<RateLimitStatus>> counts = new ArrayList<>(keys.size());
        for (RateLimit.RateLimitKey key : keys) {
            if (rates.containsKey(key.limit())) {
                counts.add(consume(key));
            }
        }
        for (Future<RateLimitStatus> count : counts) {
            if (!count.succeeded()) {
                return Future.all(counts).map(all -> mostRestrictive(counts));
            }
        }
        return Future.succeededFuture(mostRestrictive(counts));
    }

    private static RateLimitStatus mostRestrictive(List<Future<RateLimitStatus>> statuses) {
        return statuses.stream()
                .map(Future::result)
                .min(RateLimitStatus.MOST_RESTRICTIVE)
                .orElseThrow();
    }

    private Future<RateLimitStatus> consume(RateLimit.RateLimitKey key) {
        long now = clock.millis();
        RateWindow window = window(key, now);
        Optional<RateLimitStatus> status = window.tryAcquire(now);
        if (status.isPresent()) {
            return Future.succeededFuture(status.get());
        }
        RateLimitStore.PermitRequest request = window.nextRequest();
        return store.acquire(key, rate(key), request)
                .map(grant -> window.applyGrant(grant, now))
                .recover(failure -> failure instanceof Problem.Unavailable
                        ? Future.succeededFuture(window.acquireLocally(request, now))
                        : Future.failedFuture(failure));
    }

    /**
     * The current window. A cached one may be over already, because the store reported an earlier end than assumed at
     * first.
     */
    private RateWindow window(RateLimit.RateLimitKey key, long now) {
        RateWindow window = windows.get(key, absent -> new RateWindow(key.limit(), rate(key), now));
        if (!window.isOver(now)) {
            return window;
        }
        windows.asMap().remove(key, window);
        return windows.get(key, absent -> new RateWindow(key.limit(), rate(key), now));
    }

    /** The number of cached windows after expired ones are removed. */
    long openWindows() {
        windows.cleanUp();
        return windows.estimatedSize();
    }
}
