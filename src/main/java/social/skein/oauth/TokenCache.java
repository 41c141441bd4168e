package social.skein.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.async.SingleFlight;
import social.skein.http.Caller;
import social.skein.signin.Secret;

/**
 * Caches token look-ups and coalesces concurrent ones. A found token is cached for 5 seconds, which bounds how late a
 * node notices a revocation if its hint was lost; an unknown token for one second.
 */
final class TokenCache {
    private static final Duration FOUND_TTL = Duration.ofSeconds(5);
    private static final Duration NOT_FOUND_TTL = Duration.ofSeconds(1);
    private static final int MAX_ENTRIES = 100_000;

    /** Hashing the token is the most expensive part of authenticating a request, so hashes are cached as well. */
    private static final Duration HASH_TTL = Duration.ofMinutes(1);

    private final Cache<String, String> hashes = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterAccess(HASH_TTL)
            .build();
    private final Cache<String, Future<Optional<Caller>>> viewers = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfter(Expiry.<String, Future<Optional<Caller>>>writing((key, viewer) -> FOUND_TTL))
            .build();
    private final SingleFlight<String, Optional<Caller>> lookups = new SingleFlight<>(viewers.asMap());

    /** The cache key of a token. */
    String key(Secret token) {
        return hashes.get(token.text(), text -> token.encodedHash());
    }

    /** The cached viewer, or else the result of {@code loader}; on the current context. */
    Future<Optional<Caller>> get(String key, Supplier<Future<Optional<Caller>>> loader) {
        return lookups.get(key, () -> loader.get().onSuccess(found -> shortenTtlIfUnknown(key, found)));
    }

    void invalidate(String key) {
        viewers.invalidate(key);
    }

    private void shortenTtlIfUnknown(String key, Optional<Caller> found) {
        if (found.isEmpty()) {
            viewers.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key, NOT_FOUND_TTL));
        }
    }
}
