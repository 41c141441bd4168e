package social.skein.timeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Function;

/**
 * Look-ups, each made once for all who ask at the same time and believed for a while. What is forgotten while it is looked up
 * is looked up again by the next who asks.
 */
final class Lookups<K, V> {
    private final Cache<K, Future<V>> lookups;
    private final Function<K, Future<V>> load;

    Lookups(int most, Duration believed, Function<K, Future<V>> load) {
        this.lookups = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(believed)
                .build();
        this.load = load;
    }

    /** On the caller's own context. */
    Future<V> get(K key) {
        Future<V> known = lookups.getIfPresent(key);
        return known == null ? first(key) : here(known);
    }

    void forget(K key) {
        lookups.invalidate(key);
    }

    void forgetAll() {
        lookups.invalidateAll();
    }

    private Future<V> first(K key) {
        Promise<V> lookup = Promise.promise();
        Future<V> raced = lookups.asMap().putIfAbsent(key, lookup.future());
        return raced != null
                ? here(raced)
                : load.apply(key)
                        .onFailure(failure -> lookups.asMap().remove(key, lookup.future()))
                        .onComplete(lookup);
    }

    /** A future of another request belongs to that request's event loop; what follows here must run on this one's. */
    private static <T> Future<T> here(Future<T> lookup) {
        Context context = Vertx.currentContext();
        if (lookup.succeeded() || context == null) {
            return lookup.succeeded() ? Future.succeededFuture(lookup.result()) : lookup;
        }
        Promise<T> here = Promise.promise();
        lookup.onComplete(result -> context.runOnContext(now -> here.handle(result)));
        return here.future();
    }
}
