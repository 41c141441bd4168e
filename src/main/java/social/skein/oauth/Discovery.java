package social.skein.oauth;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Origin;
import social.skein.http.Scope;

/** What this authorization server can do, for apps that ask (RFC 8414). */
public final class Discovery {
    private final Metadata metadata;

    public Discovery(Origin origin, boolean passwordGrant) {
        List<String> grants = new ArrayList<>(List.of("authorization_code", "client_credentials"));
        if (passwordGrant) {
            grants.add("password");
        }
        this.metadata = new Metadata(
                origin + "/",
                origin + "/oauth/authorize",
                origin + "/oauth/token",
                origin + "/api/v1/apps",
                origin + "/oauth/revoke",
                Arrays.stream(Scope.values()).map(Scope::toString).collect(Collectors.toList()),
                List.of("code"),
                List.of("query"),
                grants,
                List.of("client_secret_basic", "client_secret_post"),
                List.of("S256"));
    }

    private record Metadata(
            String issuer,
            String authorizationEndpoint,
            String tokenEndpoint,
            String appRegistrationEndpoint,
            String revocationEndpoint,
            List<String> scopesSupported,
            List<String> responseTypesSupported,
            List<String> responseModesSupported,
            List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> codeChallengeMethodsSupported) {}

    public void mount(Endpoints api) {
        api.get(
                "/.well-known/oauth-authorization-server",
                Access.anyone(),
                request -> Future.succeededFuture(metadata));
    }
}
