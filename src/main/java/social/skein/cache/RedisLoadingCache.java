package social.skein.cache;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache in Redis that all processes share, between the {@link LocalLoadingCache} of each and the database. Missing
 * keys are loaded in one query and stored in Redis in the background. While Redis is not configured or down, every key
 * is loaded.
 *
 * <p>A writer invalidates here first and then publishes its hint: otherwise other processes would read the old value
 * from Redis again. The loader must read from the primary, as for {@link LocalLoadingCache}.
 */
public final class RedisLoadingCache<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLoadingCache.class);

    private final RedisCaches.RedisCacheSpec<K, V> spec;
    private final boolean enabled;
    private final Function<Set<K>, Future<Map<K, V>>> loader;
    private final RedisLeases leases;
    private final PendingInvalidations invalidations;
    private final CacheMetrics metrics;
    private final LongAdder bypassed;

    RedisLoadingCache(
            RedisCaches.RedisCacheSpec<K, V> spec, RedisCaches caches, Function<Set<K>, Future<Map<K, V>>> loader) {
        this.spec = spec;
        this.enabled = !caches.ttl().isZero();
        this.loader = loader;
        this.leases = new RedisLeases(caches.redis(), spec.name(), caches.ttl());
        this.invalidations = new PendingInvalidations(caches.vertx(), leases);
        this.metrics = new CacheMetrics(spec.name(), "redis", caches.metrics());
        this.bypassed = metrics.lookupCounter("bypassed");
    }

    /**
     * The values that Redis has, the keys of those to refresh, and the keys of missing ones that this caller may store.
     */
    private record LookupResult<K, V>(Map<K, V> found, Set<K> refreshDue, Set<K> leased) {
        static <K, V> LookupResult<K, V> empty() {
            return new LookupResult<>(new HashMap<>(), new HashSet<>(), new HashSet<>());
        }
    }

    /** The values of the keys that have one. */
    public Future<Map<K, V>> getAll(Set<K> keys) {
        Map<Long, K> keysById = lookupIds(keys);
        bypassed.add(keys.size() - keysById.size());
        if (keysById.isEmpty()) {
            return loader.apply(keys);
        }
        String lease = RedisLeases.newLease();
        return leases.getOrLease(lease, keysById.keySet())
                .map(results -> toResult(keysById, results))
                .otherwise(unavailable -> {
                    bypassed.add(keysById.size());
                    return LookupResult.empty();
                })
                .compose(result -> loadMissing(keys, lease, result));
    }

    /** The keys that may be read from Redis, by id. */
    private Map<Long, K> lookupIds(Set<K> keys) {
        Map<Long, K> keysById = new HashMap<>(keys.size() * 2);
        if (enabled && leases.isReachable()) {
            for (K key : keys) {
                long id = spec.id().applyAsLong(key);
                if (!invalidations.isPending(id)) {
                    keysById.put(id, key);
                }
            }
        }
        return keysById;
    }

    private LookupResult<K, V> toResult(Map<Long, K> keysById, Map<Long, RedisLeases.LeaseResult> results) {
        LookupResult<K, V> result = LookupResult.empty();
        results.forEach((id, lease) -> classify(Objects.requireNonNull(keysById.get(id)), lease, result));
        metrics.hits.add(result.found.size());
        metrics.misses.add(keysById.size() - result.found.size());
        return result;
    }

    /**
     * An entry of another version is neither read nor replaced: in a rolling upgrade the two would keep overwriting it.
     */
    private void classify(K key, RedisLeases.LeaseResult lease, LookupResult<K, V> result) {
        switch (lease.state()) {
            case LEASED -> result.leased.add(key);
            case FOUND, REFRESH ->
                spec.decode(lease.value()).ifPresent(value -> {
                    result.found.put(key, value);
                    if (lease.state() == RedisLeases.LeaseState.REFRESH) {
                        result.refreshDue.add(key);
                    }
                });
            case PENDING -> {}
        }
    }

    private Future<Map<K, V>> loadMissing(Set<K> keys, String lease, LookupResult<K, V> result) {
        refresh(lease, result.refreshDue);
        Set<K> missing = new HashSet<>(keys);
        missing.removeAll(result.found.keySet());
        return missing.isEmpty()
                ? Future.succeededFuture(result.found)
                : loader.apply(missing).map(loaded -> {
                    fill(lease, result.leased, loaded);
                    Map<K, V> all = new HashMap<>(loaded);
                    all.putAll(result.found);
                    return all;
                });
    }

    /** Reloads values in the background and removes those that no longer exist. If the load fails, they expire. */
    private void refresh(String lease, Set<K> keys) {
        if (!keys.isEmpty()) {
            metrics.refreshes.add(keys.size());
            loader.apply(keys)
                    .onSuccess(loaded -> fill(lease, keys, loaded))
                    .compose(loaded -> leases.remove(keys.stream()
                            .filter(key -> !loaded.containsKey(key))
                            .map(this::key)
                            .toList()))
                    .onFailure(failure -> LOG.debug("Cache {} was not refreshed: {}", spec.name(), failure.toString()));
        }
    }

    private void fill(String lease, Set<K> leased, Map<K, V> loaded) {
        Map<Long, byte[]> values = new HashMap<>();
        loaded.forEach((key, value) -> {
            if (leased.contains(key) && spec.shouldCache().test(value)) {
                values.put(spec.id().applyAsLong(key), spec.encode(value));
            }
        });
        leases.fill(lease, values)
                .onFailure(
                        failure -> LOG.debug("Cache {} was not stored in Redis: {}", spec.name(), failure.toString()));
    }

    private String key(K key) {
        return leases.key(spec.id().applyAsLong(key));
    }

    /**
     * Invalidates keys. Succeeds when this process no longer reads the old values; if Redis fails, others may until a
     * retry.
     */
    public Future<Void> invalidate(Collection<K> keys) {
        return invalidations.invalidate(keys.stream().map(this::key).toList());
    }

    /** Invalidates all entries; fails if Redis does. */
    public Future<Void> invalidateAll() {
        return leases.remove(leases.generationKeys());
    }

    /** Those of the keys that have a value in Redis. Loads nothing. */
    public Future<Set<K>> findCached(Collection<K> keys) {
        Map<Long, K> keysById = new HashMap<>(keys.size() * 2);
        keys.forEach(key -> keysById.put(spec.id().applyAsLong(key), key));
        return keysById.isEmpty()
                ? Future.succeededFuture(Set.of())
                : leases.getOrLease(RedisLeases.newLease(), keysById.keySet())
                        .map(results -> toResult(keysById, results).found.keySet());
    }

    /** Invalidates all entries of the owner of an id. */
    public Future<Void> invalidateOwner(long id) {
        return invalidations.invalidate(List.of(leases.ownerGenerationKey(id)));
    }
}
