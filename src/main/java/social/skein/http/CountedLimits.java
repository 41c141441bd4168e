package social.skein.http;

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
public final class CountedLimits implements RateLimits {
    /** At some 200 bytes each 40 MB, at the worst. */
    private static final int MOST_WINDOWS = 200_000;

    private final Map<RateLimit, Rate> rates;
    private final Ledger ledger;
    private final Clock clock;
    private final Cache<RateLimit.Use, RateWindow> windows;

    public CountedLimits(Map<RateLimit, Rate> rates, Ledger ledger, Clock clock) {
        this(rates, ledger, clock, MOST_WINDOWS);
    }

    CountedLimits(Map<RateLimit, Rate> rates, Ledger ledger, Clock clock, int mostWindows) {
        this.rates = rates;
        this.ledger = ledger;
        this.clock = clock;
        this.windows = Caffeine.newBuilder()
                .maximumSize(mostWindows)
                .expireAfter(Expiry.<RateLimit.Use, RateWindow>creating(
                        (use, window) -> rate(use).window()))
                .scheduler(Scheduler.systemScheduler())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private Rate rate(RateLimit.Use use) {
        return Optional.ofNullable(rates.get(use.limit())).orElseThrow();
    }

    /** Each limit counts what the others refuse too. */
    @Override
    public Future<Allowance> count(List<RateLimit.Use> uses) {
        List<Future<Allowance>> counts = new ArrayList<>(uses.size());
        for (RateLimit.Use use : uses) {
            if (rates.containsKey(use.limit())) {
                counts.add(count(use));
            }
        }
        for (Future<Allowance> count : counts) {
            if (!count.succeeded()) {
                return Future.all(counts).map(all -> tightest(counts));
            }
        }
        return Future.succeededFuture(tightest(counts));
    }

    private static Allowance tightest(List<Future<Allowance>> counts) {
        return counts.stream().map(Future::result).min(Allowance.TIGHTEST).orElseThrow();
    }

    private Future<Allowance> count(RateLimit.Use use) {
        long now = clock.millis();
        RateWindow window = window(use, now);
        Optional<Allowance> known = window.take(now);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        Ledger.Wish wish = window.wish();
        return ledger.take(use, rate(use), wish)
                .map(grant -> window.granted(grant, now))
                .recover(failure -> failure instanceof Problem.Unavailable
                        ? Future.succeededFuture(window.alone(wish, now))
                        : Future.failedFuture(failure));
    }

    /** The window that is open now: the ledger may have told of an earlier end than the one this window began with. */
    private RateWindow window(RateLimit.Use use, long now) {
        RateWindow window = windows.get(use, first -> new RateWindow(use.limit(), rate(use), now));
        if (!window.isOver(now)) {
            return window;
        }
        windows.asMap().remove(use, window);
        return windows.get(use, first -> new RateWindow(use.limit(), rate(use), now));
    }

    /** How many windows are open, once what is over is cleared away. */
    long open() {
        windows.cleanUp();
        return windows.estimatedSize();
    }
}
