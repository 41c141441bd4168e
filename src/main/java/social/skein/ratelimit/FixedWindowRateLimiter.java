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
import social.skein.model.Problem;

/**
 * Limits that are counted. The count all instances share is the ledger's, of which each takes a few requests at a time to
 * let in by itself; while it is away, and where there is none, each counts alone. The arithmetic is our own because clients
 * are told of windows that begin and end; the libraries for this refill a bucket drop by drop, which has no end to tell.
 * What is kept, for how long and how much of it is Caffeine's part: whoever comes from ever new addresses drives out the
 * windows of other newcomers, and not those that are asked for often.
 */
public final class FixedWindowRateLimiter implements RateLimiter {
    /** At some 200 bytes each 40 MB, at the worst. */
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
                        (use, window) -> rate(use).window()))
                .scheduler(Scheduler.systemScheduler())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private Rate rate(RateLimit.RateLimitKey key) {
        return Optional.ofNullable(rates.get(key.limit())).orElseThrow();
    }

    /** Each limit counts what the others refuse too. */
    @Override
    public Future<RateLimitStatus> consume(List<RateLimit.RateLimitKey> keys) {
        List<Future<RateLimitStatus>> counts = new ArrayList<>(keys.size());
        for (RateLimit.RateLimitKey use : keys) {
            if (rates.containsKey(use.limit())) {
                counts.add(consume(use));
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
        Optional<RateLimitStatus> known = window.tryAcquire(now);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        RateLimitStore.PermitRequest wish = window.nextRequest();
        return store.acquire(key, rate(key), wish)
                .map(grant -> window.applyGrant(grant, now))
                .recover(failure -> failure instanceof Problem.Unavailable
                        ? Future.succeededFuture(window.acquireLocally(wish, now))
                        : Future.failedFuture(failure));
    }

    /** The window that is open now: the ledger may have told of an earlier end than the one this window began with. */
    private RateWindow window(RateLimit.RateLimitKey key, long now) {
        RateWindow window = windows.get(key, first -> new RateWindow(key.limit(), rate(key), now));
        if (!window.isOver(now)) {
            return window;
        }
        windows.asMap().remove(key, window);
        return windows.get(key, first -> new RateWindow(key.limit(), rate(key), now));
    }

    /** How many windows are open, once what is over is cleared away. */
    long openWindows() {
        windows.cleanUp();
        return windows.estimatedSize();
    }
}
