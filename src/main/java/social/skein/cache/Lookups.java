package social.skein.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import social.skein.trace.Freshness;

/**
 * Look-ups of one kind, each made once for all who ask at the same time, and many in one. What was found is kept, and so is
 * that nothing was, until it is forgotten, has aged, or must make room. A look-up that fails is not kept.
 *
 * <p>Who changes something forgets it after the commit. A look-up that is under way then may have seen the old state: it is
 * told to those who wait for it, and is not kept. For the same reason everything is looked up in the primary: what a replica
 * that is a little behind said after the change would be kept.
 */
public final class Lookups<K, V> {
    /** What Caffeine itself and a small key take. */
    private static final int ENTRY_BYTES = 160;

    private final AsyncCache<K, Optional<V>> known;
    private final Function<Set<K>, Future<Map<K, V>>> load;

    Lookups(
            Memory.Keeping<V> keeping,
            long mostBytes,
            Function<Set<K>, Future<Map<K, V>>> load,
            MeterRegistry metrics) {
        this.load = load;
        this.known = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .<K, Optional<V>>weigher((key, value) -> ENTRY_BYTES
                        + value.map(there -> keeping.bytes().applyAsInt(there)).orElse(0))
                .expireAfter(Expiry.<K, Optional<V>>writing((key, value) -> drawn(keeping.age())))
                .recordStats()
                .buildAsync();
        meter(keeping.name(), metrics);
    }

    private static Duration drawn(Duration most) {
        return most.minusNanos(ThreadLocalRandom.current().nextLong(most.toNanos() / 4));
    }

    /** Those of the keys that there are. */
    public Future<Map<K, V>> all(Collection<K> keys) {
        Map<K, V> found = new HashMap<>(keys.size() * 2);
        for (K key : keys) {
            CompletableFuture<Optional<V>> lookup = known.getIfPresent(key);
            if (lookup == null || !isThere(lookup)) {
                return missing(keys);
            }
            lookup.getNow(Optional.empty()).ifPresent(value -> found.put(key, value));
        }
        return Future.succeededFuture(found);
    }

    public Future<Optional<V>> get(K key) {
        CompletableFuture<Optional<V>> lookup = known.getIfPresent(key);
        return lookup != null && isThere(lookup)
                ? Future.succeededFuture(lookup.getNow(Optional.empty()))
                : missing(List.of(key)).map(found -> Optional.ofNullable(found.get(key)));
    }

    /** Has the key looked up again when somebody asks for it. */
    public void forget(K key) {
        known.synchronous().invalidate(key);
    }

    /** Has everything looked up again. */
    public void forgetAll() {
        known.synchronous().invalidateAll();
    }

    /** False where it must be looked up, or is being. */
    private static boolean isThere(CompletableFuture<?> lookup) {
        return lookup.isDone() && !lookup.isCompletedExceptionally();
    }

    /** A look-up belongs to the event loop that began it; what follows here must run on this one's. */
    private Future<Map<K, V>> missing(Collection<K> keys) {
        Context context = Vertx.currentContext();
        CompletableFuture<Map<K, Optional<V>>> lookup = known.getAll(keys, (absent, executor) -> look(absent));
        Future<Map<K, Optional<V>>> here =
                context == null ? Future.fromCompletionStage(lookup) : Future.fromCompletionStage(lookup, context);
        return here.map(Lookups::there).recover(Lookups::cause);
    }

    private static <T> Future<T> cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return Future.failedFuture(failure instanceof CompletionException && cause != null ? cause : failure);
    }

    private CompletableFuture<Map<K, Optional<V>>> look(Set<? extends K> absent) {
        Set<K> keys = Set.copyOf(absent);
        return Freshness.latest(() -> load.apply(keys))
                .map(found -> {
                    Map<K, Optional<V>> all = new HashMap<>(keys.size() * 2);
                    keys.forEach(key -> all.put(key, Optional.ofNullable(found.get(key))));
                    return all;
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static <K, V> Map<K, V> there(Map<K, Optional<V>> all) {
        Map<K, V> there = new HashMap<>(all.size() * 2);
        all.forEach((key, value) -> value.ifPresent(found -> there.put(key, found)));
        return there;
    }

    private void meter(String name, MeterRegistry metrics) {
        counter(name, "hit", metrics, cache -> cache.synchronous().stats().hitCount());
        counter(name, "miss", metrics, cache -> cache.synchronous().stats().missCount());
        Gauge.builder(
                        "skein.cache.bytes",
                        known,
                        cache -> cache.synchronous()
                                .policy()
                                .eviction()
                                .map(eviction -> eviction.weightedSize().orElse(0))
                                .orElse(0L))
                .description("About how much memory a cache of this process takes")
                .tag("cache", name)
                .register(metrics);
    }

    private void counter(String name, String outcome, MeterRegistry metrics, ToDoubleFunction<AsyncCache<?, ?>> of) {
        FunctionCounter.builder("skein.cache.lookups", known, of::applyAsDouble)
                .description("Look-ups in the caches of this process: found there (hit) or not (miss)")
                .tags("cache", name, "outcome", outcome)
                .register(metrics);
    }
}
