package social.skein.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.config.Config;
import social.skein.model.Problem;
import social.skein.oauth.AuthorizationResponse;

/** The authorization code flow with PKCE, from the URL at the provider to the verified claims of the user. */
final class OidcClient {
    private static final Logger LOG = LoggerFactory.getLogger(OidcClient.class);

    private final Config.Oidc settings;
    private final String redirectUri;
    private final ProviderHttp http;
    private final IdentityProvider provider;
    private final IdTokenVerifier verifier;

    OidcClient(Config.Oidc settings, String redirectUri, ProviderHttp http) {
        this.settings = settings;
        this.redirectUri = redirectUri;
        this.http = http;
        this.provider = new IdentityProvider(http, settings.issuer());
        this.verifier = new IdTokenVerifier(provider, settings.issuer(), settings.clientId());
    }

    /** The URL at the provider that a browser is sent to. */
    Future<String> authorizationUrl(SignInSecrets secrets) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", redirectUri);
        query.put("scope", String.join(" ", settings.scopes()));
        query.put("state", secrets.state().text());
        query.put("nonce", secrets.nonce());
        query.put("code_challenge", secrets.codeChallenge());
        query.put("code_challenge_method", "S256");
        return provider.metadata().map(metadata -> {
            String endpoint = metadata.authorizationEndpoint();
            return endpoint + (endpoint.contains("?") ? "&" : "?") + formEncode(query);
        });
    }

    /**
     * Exchanges the code of an authorization response for the user's claims.
     *
     * @param responseIssuer the parameter {@code iss} of the response; empty if absent. Another issuer means that the
     *     code is from another provider and must not be sent to this one (RFC 9207).
     */
    Future<UserClaims> claims(String code, String responseIssuer, SignInSecrets secrets) {
        return provider.metadata().compose(metadata -> {
            if (responseIssuer.isEmpty()
                    ? metadata.namesIssuerInResponse()
                    : !responseIssuer.equals(settings.issuer())) {
                throw new Problem.Forbidden("The response is not from the sign-in service of this server.");
            }
            return redeem(metadata, code, secrets)
                    .compose(tokens -> verifier.verify(metadata, text(tokens, "id_token"), secrets.nonce())
                            .compose(token -> complete(metadata, token, text(tokens, "access_token"))));
        });
    }

    private Future<Map<String, Object>> redeem(ProviderMetadata metadata, String code, SignInSecrets secrets) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", secrets.codeVerifier());
        Map<String, String> headers = new LinkedHashMap<>();
        if (settings.clientSecret().isEmpty() || metadata.clientSecretInBody()) {
            form.put("client_id", settings.clientId());
            if (!settings.clientSecret().isEmpty()) {
                form.put("client_secret", settings.clientSecret());
            }
        } else {
            headers.put("Authorization", basic(settings.clientId(), settings.clientSecret()));
        }
        return http.postForm(metadata.tokenEndpoint(), headers, formEncode(form))
                .recover(failure -> Future.failedFuture(unavailable(String.valueOf(failure.getMessage()))))
                .map(this::tokens);
    }

    private Map<String, Object> tokens(ProviderHttp.ProviderResponse response) {
        Map<String, Object> members = parse(response.body());
        if (response.status() >= 500) {
            throw unavailable("the token endpoint answered " + response.status());
        }
        if (response.status() != 200 || text(members, "id_token").isEmpty()) {
            LOG.warn(
                    "The token endpoint of {} answered {} {}; for invalid_client, check oidc.client-id and"
                            + " oidc.client-secret",
                    settings.issuer(),
                    response.status(),
                    text(members, "error"));
            throw new Problem.Forbidden("The sign-in service did not accept the sign-in. Please sign in again.");
        }
        return members;
    }

    /** Providers may leave profile claims out of the ID token; then they are at the UserInfo endpoint. */
    private Future<UserClaims> complete(ProviderMetadata metadata, JWTClaimsSet token, String accessToken) {
        UserClaims claims = UserClaims.parse(token.getSubject(), token.getClaims(), settings.claims());
        if (!claims.lacksProfile() || metadata.userinfoEndpoint().isEmpty() || accessToken.isEmpty()) {
            return Future.succeededFuture(claims);
        }
        return http.get(metadata.userinfoEndpoint().get(), Map.of("Authorization", "Bearer " + accessToken))
                .recover(failure -> Future.failedFuture(unavailable(String.valueOf(failure.getMessage()))))
                .map(response -> {
                    Map<String, Object> members = parse(response.body());
                    // Another subject would be a response for another user.
                    return text(members, "sub").equals(token.getSubject())
                            ? UserClaims.parse(token.getSubject(), members, settings.claims())
                            : claims;
                });
    }

    private Problem unavailable(String reason) {
        LOG.warn("Sign-in with {} failed: {}", settings.issuer(), reason);
        return new Problem.Unavailable(
                "The sign-in service cannot be reached at the moment; please try again in a few minutes");
    }

    private static Map<String, Object> parse(String body) {
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException notJson) {
            return Map.of();
        }
    }

    private static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    /** Both parts are form-encoded first (RFC 6749, section 2.3.1). */
    private static String basic(String id, String secret) {
        String pair = AuthorizationResponse.urlEncode(id) + ":" + AuthorizationResponse.urlEncode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String formEncode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + AuthorizationResponse.urlEncode(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
