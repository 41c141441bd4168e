package social.skein.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import social.skein.context.ReadConsistency;

/**
 * Answers to different questions about one thing, each found once for all who ask it, and forgotten together when the thing
 * changes. An answer that is under way then is told to those who wait for it, and is not kept.
 * All are found in the primary, as {@link LocalLoadingCache} are.
 *
 * @param <T> what is asked about
 * @param <Q> what is asked of it
 * @param <A> what is answered
 */
public final class GroupedCache<T, Q, A> {
    /** Few ask anything but the usual questions; who does must not fill the memory. */
    private static final int MAX_KEYS_PER_GROUP = 64;

    private final Cache<T, Map<Q, Future<A>>> groups;

    /** @param ttl how late a change is noticed that nobody told of */
    public GroupedCache(int maxGroups, Duration ttl) {
        this.groups = Caffeine.newBuilder()
                .maximumSize(maxGroups)
                .expireAfterWrite(ttl)
                .build();
    }

    /** The answer that is known, or what {@code find} finds; on the caller's own context. */
    public Future<A> get(T group, Q key, Supplier<Future<A>> loader) {
        Map<Q, Future<A>> shelf = groups.get(group, first -> new ConcurrentHashMap<>());
        Future<A> known = shelf.get(key);
        if (known != null) {
            return onCurrentContext(known);
        }
        Promise<A> answer = Promise.promise();
        Future<A> raced = shelf.size() < MAX_KEYS_PER_GROUP ? shelf.putIfAbsent(key, answer.future()) : null;
        if (raced != null) {
            return onCurrentContext(raced);
        }
        return ReadConsistency.readLatest(loader)
                .onFailure(failure -> shelf.remove(key, answer.future()))
                .onComplete(answer);
    }

    /** Has everything that is asked of it found anew. */
    public void invalidate(T group) {
        groups.invalidate(group);
    }

    /** Has everything found anew, whatever it is about. */
    public void invalidateAll() {
        groups.invalidateAll();
    }

    /** A future of another request belongs to that request's event loop; what follows here must run on this one's. */
    public static <A> Future<A> onCurrentContext(Future<A> other) {
        if (other.succeeded()) {
            return Future.succeededFuture(other.result());
        }
        Context context = Vertx.currentContext();
        if (context == null) {
            return other;
        }
        Promise<A> here = Promise.promise();
        other.onComplete(result -> context.runOnContext(now -> here.handle(result)));
        return here.future();
    }
}
