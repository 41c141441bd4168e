package social.skein.async;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Loads each key once for all concurrent callers. The owner supplies the map, and with it the size limit and the expiry
 * of results. A failed load is removed, so the next caller loads again. Removing a key while its load runs does not
 * affect the callers that already wait for it.
 */
public final class SingleFlight<K, V> {
    private final Map<K, Future<V>> calls;
    private final Predicate<V> isCacheable;

    /**
     * @param calls loads by key, running or finished; its {@code putIfAbsent} and {@code remove(key, value)} must be
     *     atomic
     * @param isCacheable whether a result may stay in the map; others are removed when they arrive
     */
    public SingleFlight(Map<K, Future<V>> calls, Predicate<V> isCacheable) {
        this.calls = calls;
        this.isCacheable = isCacheable;
    }

    /** Caches every result that is not a failure. */
    public SingleFlight(Map<K, Future<V>> calls) {
        this(calls, value -> true);
    }

    /** The result for the key, from the map or else from {@code loader}, on the current context. */
    public Future<V> get(K key, Supplier<Future<V>> loader) {
        Future<V> known = calls.get(key);
        if (known != null) {
            return CurrentContext.deliver(known);
        }
        Promise<V> call = Promise.promise();
        Future<V> raced = calls.putIfAbsent(key, call.future());
        return raced == null ? load(key, loader, call) : CurrentContext.deliver(raced);
    }

    private Future<V> load(K key, Supplier<Future<V>> loader, Promise<V> call) {
        return Tasks.start(loader)
                .onComplete(result -> removeUnlessCacheable(key, result, call.future()))
                .onComplete(call);
    }

    private void removeUnlessCacheable(K key, AsyncResult<V> result, Future<V> call) {
        if (result.failed() || !isCacheable.test(result.result())) {
            calls.remove(key, call);
        }
    }
}
