package social.skein.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import social.skein.async.CurrentContext;
import social.skein.context.ReadConsistency;

/**
 * A cache in the memory of one process that loads missing keys in bulk. Concurrent requests for a key share one load
 * (Caffeine's {@link AsyncCache}). It also caches that a key has no value; it does not cache failed loads. An entry
 * that is requested in the last tenth of its lifetime is reloaded in the background, once, so that requests for popular
 * keys do not wait.
 *
 * <p>A writer invalidates after its commit. A load that is running at that time may have read the old state: it is
 * delivered to the callers that wait for it, but not cached. For the same reason all loads read from the primary: a
 * replica that lags behind the change would put the old state back.
 *
 * <p>A timeline page makes about sixty look-ups. Caffeine would read the clock, move a timer and count for each of
 * them, so expiry and hit counts are implemented here.
 */
public final class LocalLoadingCache<K, V> {
    /** The overhead of Caffeine plus a small key. */
    private static final int ENTRY_BYTES = 160;

    private final AsyncCache<K, CachedValue<V>> cache;
    private final Function<Set<K>, Future<Map<K, V>>> loader;
    private final long ttlNanos;
    private final LongSupplier clock;
    private final CacheMetrics metrics;
    private final Set<K> refreshing = ConcurrentHashMap.newKeySet();

    /** A loaded value, or the absence of one, and the time of its expiry in nanoseconds. */
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
                                .map(value -> spec.weigher().applyAsInt(value))
                                .orElse(0))
                // An eviction costs less than waking up a thread for it.
                .executor(Runnable::run)
                .buildAsync();
        registerSizeGauge(spec.name(), budget.metrics());
    }

    /** A random lifetime between three quarters of {@code ttl} and all of it. */
    static long withJitter(long ttl) {
        return ttl - ThreadLocalRandom.current().nextLong(Math.max(1, ttl / 4));
    }

    /** The time before expiry from which on a requested entry is reloaded. */
    static long refreshAhead(long ttl) {
        return ttl / 10;
    }

    /** The values of the keys that have one. */
    public Future<Map<K, V>> getAll(Collection<K> keys) {
        Map<K, V> found = new HashMap<>(keys.size() * 2);
        long now = clock.getAsLong();
        List<K> due = List.of();
        for (K key : keys) {
            CachedValue<V> cached = getIfFresh(key, now);
            if (cached == null) {
                return loadMissing(keys, now);
            }
            if (isRefreshDue(cached, now)) {
                due = due.isEmpty() ? new ArrayList<>() : due;
                due.add(key);
            }
            cached.value.ifPresent(value -> found.put(key, value));
        }
        metrics.hits.add(keys.size());
        refresh(due, now);
        return Future.succeededFuture(found);
    }

    public Future<Optional<V>> get(K key) {
        long now = clock.getAsLong();
        CachedValue<V> cached = getIfFresh(key, now);
        if (cached == null) {
            return loadMissing(List.of(key), now).map(found -> Optional.ofNullable(found.get(key)));
        }
        metrics.hits.increment();
        if (isRefreshDue(cached, now)) {
            refresh(List.of(key), now);
        }
        return Future.succeededFuture(cached.value);
    }

    private boolean isRefreshDue(CachedValue<V> found, long now) {
        return found.expiresAt - now < refreshAhead(ttlNanos);
    }

    /** Reloads entries once. Replaces only the entry it started from, so that it does not undo an invalidation. */
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

    /** The entry if it is loaded and has not expired. */
    private @Nullable CachedValue<V> getIfFresh(K key, long now) {
        CompletableFuture<CachedValue<V>> lookup = cache.getIfPresent(key);
        return lookup == null ? null : getIfFresh(lookup, now);
    }

    private static <V> @Nullable CachedValue<V> getIfFresh(CompletableFuture<CachedValue<V>> lookup, long now) {
        CachedValue<V> found = lookup.isCompletedExceptionally() ? null : lookup.getNow(null);
        return found != null && found.isFresh(now) ? found : null;
    }

    /** Drops the entry of a key. */
    public void invalidate(K key) {
        cache.synchronous().invalidate(key);
    }

    /** Drops all entries. */
    public void invalidateAll() {
        cache.synchronous().invalidateAll();
    }

    /** Also waits for loads that other requests have started. */
    private Future<Map<K, V>> loadMissing(Collection<K> keys, long now) {
        keys.forEach(key -> recordLookup(key, now));
        return CurrentContext.deliver(cache.getAll(keys, (absent, executor) -> loadAll(absent)))
                .map(LocalLoadingCache::presentValues);
    }

    /** Counts the look-up and removes the entry if it has expired. */
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
        Map<K, V> present = new HashMap<>(all.size() * 2);
        all.forEach((key, found) -> found.value.ifPresent(value -> present.put(key, value)));
        return present;
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
                .description("Approximate memory that a cache of this process uses")
                .tag("cache", name)
                .register(metrics);
    }
}
