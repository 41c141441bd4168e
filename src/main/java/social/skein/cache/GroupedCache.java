package social.skein.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import social.skein.async.SingleFlight;
import social.skein.context.ReadConsistency;

/**
 * A cache of several values per group, which are invalidated together. Concurrent callers share one load per key; a
 * load that is running when its group is invalidated is delivered to the callers that wait for it, but not cached. Like
 * {@link LocalLoadingCache}, it loads from the primary.
 *
 * @param <G> the group, for instance an account
 * @param <K> the key within the group, for instance a page of its timeline
 */
public final class GroupedCache<G, K, V> {
    /** Few requests use unusual keys; those that do must not fill the memory. */
    private static final int MAX_KEYS_PER_GROUP = 64;

    private final Cache<G, Group<K, V>> groups;

    /** @param ttl the delay until a change is noticed whose hint was lost */
    public GroupedCache(int maxGroups, Duration ttl) {
        this.groups = Caffeine.newBuilder()
                .maximumSize(maxGroups)
                .expireAfterWrite(ttl)
                .build();
    }

    private record Group<K, V>(Map<K, Future<V>> values, SingleFlight<K, V> loads) {
        static <K, V> Group<K, V> empty() {
            Map<K, Future<V>> values = new ConcurrentHashMap<>();
            return new Group<>(values, new SingleFlight<>(values));
        }

        Future<V> get(K key, Supplier<Future<V>> loader) {
            return values.size() < MAX_KEYS_PER_GROUP || values.containsKey(key)
                    ? loads.get(key, loader)
                    : loader.get();
        }
    }

    /** The cached value, or else the result of {@code loader}; on the current context. */
    public Future<V> get(G group, K key, Supplier<Future<V>> loader) {
        return groups.get(group, absent -> Group.empty()).get(key, () -> ReadConsistency.readLatest(loader));
    }

    /** Drops all values of a group. */
    public void invalidate(G group) {
        groups.invalidate(group);
    }

    /** Drops the values of all groups. */
    public void invalidateAll() {
        groups.invalidateAll();
    }
}
