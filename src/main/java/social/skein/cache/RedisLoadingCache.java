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
 * Look-ups of one kind that one process makes for all: below the {@link LocalLoadingCache} of each, and above the database. What Redis
 * does not have is looked up in one go and brought there behind the answer. Without Redis, for good or for a while, this is
 * the look-up in the database and nothing else.
 *
 * <p>Who changes something has it forgotten here first, and lets other processes know when that is done: else these would
 * find the old in Redis again. What is kept must come from the primary, as it does for {@link LocalLoadingCache}.
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

    /** What Redis said: what is there, what of that will soon be gone and is ours to refresh, what of the rest is ours to bring. */
    private record LookupResult<K, V>(Map<K, V> found, Set<K> refreshDue, Set<K> leased) {
        static <K, V> LookupResult<K, V> empty() {
            return new LookupResult<>(new HashMap<>(), new HashSet<>(), new HashSet<>());
        }
    }

    /** Those of the keys that there are. */
    public Future<Map<K, V>> getAll(Set<K> keys) {
        Map<Long, K> asked = lookupIds(keys);
        bypassed.add(keys.size() - asked.size());
        if (asked.isEmpty()) {
            return loader.apply(keys);
        }
        String lease = RedisLeases.newLease();
        return leases.getOrLease(lease, asked.keySet())
                .map(held -> toResult(asked, held))
                .otherwise(away -> {
                    bypassed.add(asked.size());
                    return LookupResult.empty();
                })
                .compose(looked -> loadMissing(keys, lease, looked));
    }

    /** What may be looked for in Redis, by id. */
    private Map<Long, K> lookupIds(Set<K> keys) {
        Map<Long, K> asked = new HashMap<>(keys.size() * 2);
        if (enabled && leases.isReachable()) {
            for (K key : keys) {
                long id = spec.id().applyAsLong(key);
                if (!invalidations.isPending(id)) {
                    asked.put(id, key);
                }
            }
        }
        return asked;
    }

    private LookupResult<K, V> toResult(Map<Long, K> keysById, Map<Long, RedisLeases.LeaseResult> results) {
        LookupResult<K, V> looked = LookupResult.empty();
        results.forEach((id, held) -> classify(Objects.requireNonNull(keysById.get(id)), held, looked));
        metrics.hits.add(looked.found.size());
        metrics.misses.add(keysById.size() - looked.found.size());
        return looked;
    }

    /** What another version wrote is neither read nor replaced: the two would do nothing else in a rolling upgrade. */
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

    /** Behind the answer. What is not there any more goes at once; should the look-up fail, it goes when its time is over. */
    private void refresh(String lease, Set<K> keys) {
        if (!keys.isEmpty()) {
            metrics.refreshes.add(keys.size());
            loader.apply(keys)
                    .onSuccess(loaded -> fill(lease, keys, loaded))
                    .compose(loaded -> leases.remove(keys.stream()
                            .filter(key -> !loaded.containsKey(key))
                            .map(this::key)
                            .toList()))
                    .onFailure(failure -> LOG.debug("{} was not refreshed: {}", spec.name(), failure.toString()));
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
                .onFailure(away -> LOG.debug("{} did not reach Redis: {}", spec.name(), away.toString()));
    }

    private String key(K key) {
        return leases.key(spec.id().applyAsLong(key));
    }

    /** Has the keys looked up again in the database by whoever asks for them. Succeeds when no process finds the old any more. */
    public Future<Void> invalidate(Collection<K> keys) {
        return invalidations.invalidate(keys.stream().map(this::key).toList());
    }

    /** The same of all that belongs to the owner of an id, whatever it is. */
    public Future<Void> invalidateOwner(long id) {
        return invalidations.invalidate(List.of(leases.ownerGenerationKey(id)));
    }
}
