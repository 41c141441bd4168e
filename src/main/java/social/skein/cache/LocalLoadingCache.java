package social.skein.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import social.skein.context.ReadConsistency;

/**
 * Look-ups of one kind, each made once for all who ask at the same time, and many in one. What was found is kept, and so is
 * that nothing was, until it is forgotten, has aged, or must make room. A look-up that fails is not kept. What is asked for in
 * the last tenth of its age is looked up again behind the answer, once, so that nobody waits for what many read.
 *
 * <p>Who changes something forgets it after the commit. A look-up that is under way then may have seen the old state: it is
 * told to those who wait for it, and is not kept. For the same reason everything is looked up in the primary: what a replica
 * that is a little behind said after the change would be kept.
 *
 * <p>A page of a timeline asks some sixty times. So age and hits are not left to Caffeine, which would read the clock, move a
 * timer and count for each of them.
 */
public final class LocalLoadingCache<K, V> {
    /** What Caffeine itself and a small key take. */
    private static final int ENTRY_BYTES = 160;

    private final AsyncCache<K, CachedValue<V>> cache;
    private final Function<Set<K>, Future<Map<K, V>>> loader;
    private final long ttlNanos;
    private final LongSupplier clock;
    private final CacheMetrics metrics;
    private final Set<K> refreshing = ConcurrentHashMap.newKeySet();

    /** What a look-up found, if anything, and until when that holds, by a clock that counts nanoseconds. */
    private record CachedValue<V>(Optional<V> value, long expiresAt) {
        boolean isFresh(long now) {
            return expiresAt - now > 0;
        }
    }

    LocalLoadingCache(
            CacheBudget.LocalCacheSpec<V> spec,
            long maxBytes,
            Function<Set<K>, Future<Map<K, V>>> loader,
            CacheBudget budget) {
        this.loader = loader;
        this.ttlNanos = spec.ttl().toNanos();
        this.clock = budget.clock();
        this.metrics = new CacheMetrics(spec.name(), "process", budget.metrics());
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<K, CachedValue<V>>weigher((key, found) -> ENTRY_BYTES
                        + found.value
                                .map(there -> spec.weigher().applyAsInt(there))
                                .orElse(0))
                // Making room takes less than waking up a thread for it.
                .executor(Runnable::run)
                .buildAsync();
        registerSizeGauge(spec.name(), budget.metrics());
    }

    /** How long something is cache: differently long for each, so that what came together does not go together. */
    static long withJitter(long ttl) {
        return ttl - ThreadLocalRandom.current().nextLong(Math.max(1, ttl / 4));
    }

    /** How long before its end something that is still asked for is looked up again. */
    static long refreshAhead(long ttl) {
        return ttl / 10;
    }

    /** Those of the keys that there are. */
    public Future<Map<K, V>> getAll(Collection<K> keys) {
        Map<K, V> found = new HashMap<>(keys.size() * 2);
        long now = clock.getAsLong();
        List<K> old = List.of();
        for (K key : keys) {
            CachedValue<V> kept = getIfFresh(key, now);
            if (kept == null) {
                return loadMissing(keys, now);
            }
            if (isRefreshDue(kept, now)) {
                old = old.isEmpty() ? new ArrayList<>() : old;
                old.add(key);
            }
            kept.value.ifPresent(value -> found.put(key, value));
        }
        metrics.hits.add(keys.size());
        refresh(old, now);
        return Future.succeededFuture(found);
    }

    public Future<Optional<V>> get(K key) {
        long now = clock.getAsLong();
        CachedValue<V> kept = getIfFresh(key, now);
        if (kept == null) {
            return loadMissing(List.of(key), now).map(found -> Optional.ofNullable(found.get(key)));
        }
        metrics.hits.increment();
        if (isRefreshDue(kept, now)) {
            refresh(List.of(key), now);
        }
        return Future.succeededFuture(kept.value);
    }

    private boolean isRefreshDue(CachedValue<V> found, long now) {
        return found.expiresAt - now < refreshAhead(ttlNanos);
    }

    /** By the first who notices. It takes the place of what it was begun for and of nothing else, so a change is not undone. */
    private void refresh(List<K> keys, long now) {
        Map<K, CompletableFuture<CachedValue<V>>> before = new HashMap<>();
        for (K key : keys) {
            if (refreshing.add(key)) {
                CompletableFuture<CachedValue<V>> lookup = cache.getIfPresent(key);
                CachedValue<V> found = lookup == null ? null : getIfFresh(lookup, now);
                if (found != null && isRefreshDue(found, now)) {
                    before.put(key, lookup);
                } else {
                    refreshing.remove(key);
                }
            }
        }
        if (!before.isEmpty()) {
            metrics.refreshes.add(before.size());
            loadAll(before.keySet())
                    .whenComplete((found, failure) -> before.forEach((key, lookup) -> {
                        if (found != null) {
                            cache.asMap().replace(key, lookup, CompletableFuture.completedFuture(found.get(key)));
                        }
                        refreshing.remove(key);
                    }));
        }
    }

    /** Nothing where it must be looked up, or is being. */
    private @Nullable CachedValue<V> getIfFresh(K key, long now) {
        CompletableFuture<CachedValue<V>> lookup = cache.getIfPresent(key);
        return lookup == null ? null : getIfFresh(lookup, now);
    }

    private static <V> @Nullable CachedValue<V> getIfFresh(CompletableFuture<CachedValue<V>> lookup, long now) {
        CachedValue<V> found = lookup.isCompletedExceptionally() ? null : lookup.getNow(null);
        return found != null && found.isFresh(now) ? found : null;
    }

    /** Has the key looked up again when somebody asks for it. */
    public void invalidate(K key) {
        cache.synchronous().invalidate(key);
    }

    /** Has everything looked up again. */
    public void invalidateAll() {
        cache.synchronous().invalidateAll();
    }

    /** A look-up belongs to the event loop that began it; what follows here must run on this one's. */
    private Future<Map<K, V>> loadMissing(Collection<K> keys, long now) {
        keys.forEach(key -> recordLookup(key, now));
        Context context = Vertx.currentContext();
        CompletableFuture<Map<K, CachedValue<V>>> lookup = cache.getAll(keys, (absent, executor) -> loadAll(absent));
        Future<Map<K, CachedValue<V>>> here =
                context == null ? Future.fromCompletionStage(lookup) : Future.fromCompletionStage(lookup, context);
        return here.map(LocalLoadingCache::presentValues).recover(LocalLoadingCache::unwrap);
    }

    /** What has aged leaves, unless somebody was faster. */
    private void recordLookup(K key, long now) {
        if (getIfFresh(key, now) != null) {
            metrics.hits.increment();
            return;
        }
        metrics.misses.increment();
        CompletableFuture<CachedValue<V>> lookup = cache.getIfPresent(key);
        if (lookup != null && lookup.isDone()) {
            cache.asMap().remove(key, lookup);
        }
    }

    private static <T> Future<T> unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return Future.failedFuture(failure instanceof CompletionException && cause != null ? cause : failure);
    }

    private CompletableFuture<Map<K, CachedValue<V>>> loadAll(Set<? extends K> absent) {
        Set<K> keys = Set.copyOf(absent);
        return ReadConsistency.readLatest(() -> loader.apply(keys))
                .map(found -> {
                    Map<K, CachedValue<V>> all = new HashMap<>(keys.size() * 2);
                    long now = clock.getAsLong();
                    keys.forEach(key -> all.put(
                            key, new CachedValue<>(Optional.ofNullable(found.get(key)), now + withJitter(ttlNanos))));
                    return all;
                })
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static <K, V> Map<K, V> presentValues(Map<K, CachedValue<V>> all) {
        Map<K, V> there = new HashMap<>(all.size() * 2);
        all.forEach((key, found) -> found.value.ifPresent(value -> there.put(key, value)));
        return there;
    }

    private void registerSizeGauge(String name, MeterRegistry metrics) {
        Gauge.builder(
                        "skein.cache.bytes",
                        this.cache,
                        cache -> cache.synchronous()
                                .policy()
                                .eviction()
                                .map(eviction -> eviction.weightedSize().orElse(0))
                                .orElse(0L))
                .description("About how much memory a cache of this process takes")
                .tag("cache", name)
                .register(metrics);
    }
}
