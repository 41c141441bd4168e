package social.skein.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * The memory that one process may use for caches of the database. Each cache gets a share of it.
 *
 * @param bytes approximate size of all caches together
 * @param clock monotonic time in nanoseconds
 */
public record CacheBudget(long bytes, MeterRegistry metrics, LongSupplier clock) {

    public CacheBudget(long bytes, MeterRegistry metrics) {
        this(bytes, metrics, System::nanoTime);
    }

    /**
     * The properties of one cache.
     *
     * @param ttl the longest lifetime; each entry gets a random one of at least three quarters of it, so that entries
     *     that were loaded together do not expire together
     * @param budgetPercent the share of the budget
     * @param weigher approximate size of a value in bytes
     */
    public record LocalCacheSpec<V>(String name, Duration ttl, int budgetPercent, ToIntFunction<V> weigher) {}

    /**
     * A cache that loads several keys at once.
     *
     * @param loader finds the existing values among the keys, in one query
     */
    public <K, V> LocalLoadingCache<K, V> bulkCache(
            LocalCacheSpec<V> spec, Function<Set<K>, Future<Map<K, V>>> loader) {
        return new LocalLoadingCache<>(spec, bytes / 100 * spec.budgetPercent, loader, this);
    }

    /**
     * A cache whose keys are rarely requested together.
     *
     * @param loader finds one value, empty if there is none
     */
    public <K, V> LocalLoadingCache<K, V> singleKeyCache(
            LocalCacheSpec<V> spec, Function<K, Future<Optional<V>>> loader) {
        return bulkCache(spec, keys -> {
            Map<K, V> found = new ConcurrentHashMap<>();
            return Future.all(keys.stream()
                            .map(key ->
                                    loader.apply(key).onSuccess(one -> one.ifPresent(value -> found.put(key, value))))
                            .toList())
                    .map(found);
        });
    }
}
