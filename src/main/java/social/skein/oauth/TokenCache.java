package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.cache.Shelves;
import social.skein.http.Viewer;

/**
 * Look-ups of tokens, each made once for all who ask at the same time. What was found is believed for 5 seconds, which is
 * how late a node may learn of a revocation whose hint was lost; that there is no such token is believed for one.
 */
final class TokenCache {
    private static final Duration FOUND = Duration.ofSeconds(5);
    private static final Duration NOT_FOUND = Duration.ofSeconds(1);
    private static final int MOST = 100_000;

    /** Hashing a token costs more than all else that a request does to find out who is asking. */
    private static final Duration HASHED = Duration.ofMinutes(1);

    private final Cache<String, String> keys =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(HASHED).build();
    private final Cache<String, Future<Optional<Viewer>>> lookups = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<String, Future<Optional<Viewer>>>writing((key, lookup) -> FOUND))
            .build();

    /** The key of a token. */
    String key(Secret token) {
        return keys.get(token.text(), text -> token.key());
    }

    /** What is known under the key, or what {@code load} finds; on the caller's own context. */
    Future<Optional<Viewer>> get(String key, Supplier<Future<Optional<Viewer>>> load) {
        Future<Optional<Viewer>> known = lookups.getIfPresent(key);
        return known == null ? first(key, load) : Shelves.here(known);
    }

    void forget(String key) {
        lookups.invalidate(key);
    }

    private Future<Optional<Viewer>> first(String key, Supplier<Future<Optional<Viewer>>> load) {
        Promise<Optional<Viewer>> lookup = Promise.promise();
        Future<Optional<Viewer>> raced = lookups.asMap().putIfAbsent(key, lookup.future());
        if (raced != null) {
            return Shelves.here(raced);
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
}
