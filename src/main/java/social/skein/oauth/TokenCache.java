package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.cache.GroupedCache;
import social.skein.http.Viewer;
import social.skein.signin.Secret;

/**
 * Look-ups of tokens, each made once for all who ask at the same time. What was found is believed for 5 seconds, which is
 * how late a node may learn of a revocation whose hint was lost; that there is no such token is believed for one.
 */
final class TokenCache {
    private static final Duration FOUND_TTL = Duration.ofSeconds(5);
    private static final Duration NOT_FOUND_TTL = Duration.ofSeconds(1);
    private static final int MAX_ENTRIES = 100_000;

    /** Hashing a token costs more than all else that a request does to find out who is asking. */
    private static final Duration HASH_TTL = Duration.ofMinutes(1);

    private final Cache<String, String> hashes = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterAccess(HASH_TTL)
            .build();
    private final Cache<String, Future<Optional<Viewer>>> lookups = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfter(Expiry.<String, Future<Optional<Viewer>>>writing((key, lookup) -> FOUND_TTL))
            .build();

    /** The key of a token. */
    String key(Secret token) {
        return hashes.get(token.text(), text -> token.encodedHash());
    }

    /** What is known under the key, or what {@code load} finds; on the caller's own context. */
    Future<Optional<Viewer>> get(String key, Supplier<Future<Optional<Viewer>>> load) {
        Future<Optional<Viewer>> known = lookups.getIfPresent(key);
        return known == null ? loadOnce(key, load) : GroupedCache.onCurrentContext(known);
    }

    void invalidate(String key) {
        lookups.invalidate(key);
    }

    private Future<Optional<Viewer>> loadOnce(String key, Supplier<Future<Optional<Viewer>>> load) {
        Promise<Optional<Viewer>> lookup = Promise.promise();
        Future<Optional<Viewer>> raced = lookups.asMap().putIfAbsent(key, lookup.future());
        if (raced != null) {
            return GroupedCache.onCurrentContext(raced);
        }
        return load.get()
                .onSuccess(found -> {
                    if (found.isEmpty()) {
                        setTtl(key, NOT_FOUND_TTL);
                    }
                })
                .onFailure(failure -> lookups.asMap().remove(key, lookup.future()))
                .onComplete(lookup);
    }

    private void setTtl(String key, Duration ttl) {
        lookups.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key, ttl));
    }
}
