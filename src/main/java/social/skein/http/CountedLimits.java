package social.skein.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits counted in the memory of this process, so several instances together allow as many times more. The arithmetic is
 * our own because clients are told of windows that begin and end; the libraries for this refill a bucket drop by drop,
 * which has no end to tell. What is kept, for how long and how much of it is Caffeine's part: whoever comes from ever new
 * addresses drives out the windows of other newcomers, and not those that are asked for often.
 */
public final class CountedLimits implements RateLimits {
    /** At some 150 bytes each 30 MB, at the worst. */
    private static final int MOST_WINDOWS = 200_000;

    private final Map<RateLimit, Integer> most;
    private final Clock clock;
    private final Cache<RateLimit.Use, Window> windows;

    public CountedLimits(Map<RateLimit, Integer> most, Clock clock) {
        this(most, clock, MOST_WINDOWS);
    }

    CountedLimits(Map<RateLimit, Integer> most, Clock clock, int mostWindows) {
        this.most = most;
        this.clock = clock;
        this.windows = Caffeine.newBuilder()
                .maximumSize(mostWindows)
                .expireAfter(Expiry.<RateLimit.Use, Window>creating((use, window) -> length(use)))
                .scheduler(Scheduler.systemScheduler())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private record Window(Instant end, AtomicInteger used) {}

    private static Duration length(RateLimit.Use use) {
        return use.limit().window();
    }

    @Override
    public Future<Allowance> count(List<RateLimit.Use> uses) {
        return Future.succeededFuture(
                uses.stream().map(this::count).min(Allowance.TIGHTEST).orElseThrow());
    }

    private Allowance count(RateLimit.Use use) {
        Window window = windows.get(use, this::open);
        return new Allowance(most.getOrDefault(use.limit(), 0), window.used.incrementAndGet(), window.end);
    }

    private Window open(RateLimit.Use use) {
        return new Window(clock.instant().plus(length(use)), new AtomicInteger());
    }

    /** How many windows are open, once what is over is cleared away. */
    long open() {
        windows.cleanUp();
        return windows.estimatedSize();
    }
}
