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
 * The memory a process has for what it keeps of the database. Each kind of look-up has a share of it.
 *
 * @param bytes about how many, all shares together
 * @param clock tells in nanoseconds how time goes by, from whenever on
 */
public record CacheBudget(long bytes, MeterRegistry metrics, LongSupplier clock) {

    public CacheBudget(long bytes, MeterRegistry metrics) {
        this(bytes, metrics, System::nanoTime);
    }

    /**
     * What is kept, and for how long.
     *
     * @param ttl the most; the least is a quarter less, drawn for each, so that what came together does not go together
     * @param budgetPercent the share of the memory
     * @param weigher about how much of it one takes
     */
    public record LocalCacheSpec<V>(String name, Duration ttl, int budgetPercent, ToIntFunction<V> weigher) {}

    /**
     * Look-ups that are kept.
     *
     * @param loader finds those of the keys that there are, in one look-up
     */
    public <K, V> LocalLoadingCache<K, V> bulkCache(
            LocalCacheSpec<V> spec, Function<Set<K>, Future<Map<K, V>>> loader) {
        return new LocalLoadingCache<>(spec, bytes / 100 * spec.budgetPercent, loader, this);
    }

    /**
     * Look-ups of what is hardly ever asked for together.
     *
     * @param loader finds one, where there is one
     */
    public <K, V> LocalLoadingCache<K, V> singleKeyCache(
            LocalCacheSpec<V> spec, Function<K, Future<Optional<V>>> loader) {
        return bulkCache(spec, keys -> {
            Map<K, V> found = new ConcurrentHashMap<>();
            return Future.all(keys.stream()
                            .map(key ->
                                    loader.apply(key).onSuccess(one -> one.ifPresent(there -> found.put(key, there))))
                            .toList())
                    .map(found);
        });
    }
}
