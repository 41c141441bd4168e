package social.skein.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import io.vertx.core.Future;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/**
 * The provider's metadata and keys, cached for ten minutes. If the provider does not answer, the cached ones serve an
 * hour longer.
 */
final class IdentityProvider {
    private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofMinutes(70);

    private final ProviderHttp http;
    private final String issuer;
    private volatile @Nullable Cached cached;

    IdentityProvider(ProviderHttp http, String issuer) {
        this.http = http;
        this.issuer = issuer;
    }

    private record Cached(ProviderMetadata metadata, long loadedAt) {
        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - loadedAt < age.toNanos();
        }
    }

    /** The metadata; fails with a {@link Problem.Unavailable} if the provider does not answer. */
    Future<ProviderMetadata> metadata() {
        Cached known = cached;
        if (known != null && known.isYoungerThan(FRESH)) {
            return Future.succeededFuture(known.metadata());
        }
        return load().recover(failure -> known != null && known.isYoungerThan(USABLE)
                ? Future.succeededFuture(known.metadata())
                : Future.failedFuture(failure));
    }

    /** Loads metadata and keys anew, for a token that the cached keys do not verify. */
    Future<ProviderMetadata> load() {
        return fetch(discoveryUrl())
                .map(document -> parse(document))
                .compose(metadata -> fetch(metadata.jwksUri()).map(keys -> metadata.withKeys(parseKeys(keys))))
                .onSuccess(metadata -> cached = new Cached(metadata, System.nanoTime()))
                .recover(failure -> Future.failedFuture(unavailable(failure)));
    }

    private String discoveryUrl() {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration";
    }

    private Future<String> fetch(String url) {
        return http.get(url, Map.of())
                .compose(response -> response.status() == 200
                        ? Future.succeededFuture(response.body())
                        : Future.failedFuture(new IOException(url + " answered " + response.status())));
    }

    private ProviderMetadata parse(String document) {
        try {
            return ProviderMetadata.parse(document, issuer);
        } catch (ParseException invalid) {
            throw new IllegalStateException(
                    "The discovery document at " + discoveryUrl() + " cannot be used: " + invalid.getMessage());
        }
    }

    private static JWKSet parseKeys(String keys) {
        try {
            return JWKSet.parse(keys);
        } catch (ParseException invalid) {
            throw new IllegalStateException("The provider's keys cannot be read: " + invalid.getMessage());
        }
    }

    private Problem unavailable(Throwable failure) {
        LOG.warn("Sign-in with {} is not possible: {}", issuer, failure.getMessage());
        return new Problem.Unavailable(
                "The sign-in service cannot be reached at the moment; please try again in a few minutes");
    }
}
