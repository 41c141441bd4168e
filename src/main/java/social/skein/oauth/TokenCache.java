package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.http.Viewer;

/**
 * Look-ups of tokens, each made once for all who ask at the same time. What was found is believed for 5 seconds, which is
 * how late a node may learn of a revocation whose hint was lost; that there is no such token is believed for one.
 */
final class TokenCache {
    private static final Duration FOUND = Duration.ofSeconds(5);
    private static final Duration NOT_FOUND = Duration.ofSeconds(1);
    private static final int MOST = 100_000;

    private final Cache<String, Future<Optional<Viewer>>> lookups = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<String, Future<Optional<Viewer>>>writing((key, lookup) -> FOUND))
            .build();

    /** What is known under the key, or what {@code load} finds; on the caller's own context. */
    Future<Optional<Viewer>> get(String key, Supplier<Future<Optional<Viewer>>> load) {
        Future<Optional<Viewer>> known = lookups.getIfPresent(key);
        return known == null ? first(key, load) : here(known);
    }

    void forget(String key) {
        lookups.invalidate(key);
    }

    private Future<Optional<Viewer>> first(String key, Supplier<Future<Optional<Viewer>>> load) {
        Promise<Optional<Viewer>> lookup = Promise.promise();
        Future<Optional<Viewer>> raced = lookups.asMap().putIfAbsent(key, lookup.future());
        if (raced != null) {
            return here(raced);
        }
        return load.get()
                .onSuccess(found -> {
                    if (found.isEmpty()) {
                        believe(key, NOT_FOUND);
                    }
                })
                .onFailure(failure -> lookups.asMap().remove(key, lookup.future()))
                .onComplete(lookup);
    }

    private void believe(String key, Duration time) {
        lookups.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key, time));
    }

    /** A future of another request belongs to that request's event loop; what follows here must run on this one's. */
    private static Future<Optional<Viewer>> here(Future<Optional<Viewer>> lookup) {
        if (lookup.succeeded()) {
            return Future.succeededFuture(lookup.result());
        }
        Context context = Vertx.currentContext();
        if (context == null) {
            return lookup;
        }
        Promise<Optional<Viewer>> here = Promise.promise();
        lookup.onComplete(result -> context.runOnContext(now -> here.handle(result)));
        return here.future();
    }
}
