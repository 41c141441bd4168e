package social.skein.oauth;

import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import social.skein.http.Request;
import social.skein.model.Problem;
import social.skein.signin.Secret;

/** Authenticates an app by client id and secret, sent as parameters or as HTTP Basic. */
final class ClientAuthentication {
    private static final String BASIC = "Basic ";

    private final Apps apps;

    ClientAuthentication(Apps apps) {
        this.apps = apps;
    }

    private record ClientCredentials(String clientId, Secret secret) {}

    /** The app; fails with {@code invalid_client}. */
    Future<App> authenticate(Request request) {
        return fromBasicHeader(request)
                .or(() -> fromParams(request))
                .map(client -> apps.authenticate(client.clientId(), client.secret()))
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(() -> new Problem.OAuth(
                        "invalid_client",
                        "Client authentication failed due to unknown client, no client authentication included, or"
                                + " unsupported authentication method.")));
    }

    private static Optional<ClientCredentials> fromParams(Request request) {
        return request.params()
                .nonBlank("client_id")
                .flatMap(clientId -> request.params()
                        .nonBlank("client_secret")
                        .map(secret -> new ClientCredentials(clientId, new Secret(secret))));
    }

    private static Optional<ClientCredentials> fromBasicHeader(Request request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .flatMap(header -> decode(header.substring(BASIC.length()).trim()));
    }

    private static Optional<ClientCredentials> decode(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new ClientCredentials(
                            urlDecode(pair.substring(0, colon)), new Secret(urlDecode(pair.substring(colon + 1)))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** RFC 6749 form-encodes both parts before Base64. */
    private static String urlDecode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
