package social.skein.oauth;

import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import social.skein.http.Request;
import social.skein.model.Problem;

/** Finds out which app is speaking: by client id and secret, as parameters or as HTTP Basic. */
final class Clients {
    private static final String BASIC = "Basic ";

    private final Apps apps;

    Clients(Apps apps) {
        this.apps = apps;
    }

    private record Claim(String clientId, Secret secret) {}

    /** The app, or {@code invalid_client}. */
    Future<App> of(Request request) {
        return basic(request)
                .or(() -> parameters(request))
                .map(claim -> apps.authenticate(claim.clientId(), claim.secret()))
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(found -> found.orElseThrow(() -> new Problem.OAuth(
                        "invalid_client",
                        "Client authentication failed due to unknown client, no client authentication included, or"
                                + " unsupported authentication method.")));
    }

    private static Optional<Claim> parameters(Request request) {
        return request.params()
                .filled("client_id")
                .flatMap(clientId -> request.params()
                        .filled("client_secret")
                        .map(secret -> new Claim(clientId, new Secret(secret))));
    }

    private static Optional<Claim> basic(Request request) {
        return request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, BASIC, 0, BASIC.length()))
                .flatMap(header -> decoded(header.substring(BASIC.length()).trim()));
    }

    private static Optional<Claim> decoded(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Claim(
                            unescaped(pair.substring(0, colon)), new Secret(unescaped(pair.substring(colon + 1)))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** RFC 6749 has both parts form-encoded first. */
    private static String unescaped(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
