package social.skein.oauth;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Scope;

/** The metadata of the authorization server (RFC 8414), and the user info of a token. */
public final class OauthDiscoveryRoutes {
    private final PublicUrl baseUrl;
    private final Accounts accounts;
    private final AccountViews views;
    private final Metadata metadata;

    public OauthDiscoveryRoutes(PublicUrl baseUrl, boolean passwordGrant, Accounts accounts, AccountViews views) {
        this.baseUrl = baseUrl;
        this.accounts = accounts;
        this.views = views;
        List<String> grants = new ArrayList<>(List.of("authorization_code", "client_credentials"));
        if (passwordGrant) {
            grants.add("password");
        }
        this.metadata = new Metadata(
                baseUrl + "/",
                baseUrl + "/oauth/authorize",
                baseUrl + "/oauth/token",
                baseUrl + "/api/v1/apps",
                baseUrl + "/oauth/revoke",
                baseUrl + "/oauth/userinfo",
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
            String userinfoEndpoint,
            List<String> scopesSupported,
            List<String> responseTypesSupported,
            List<String> responseModesSupported,
            List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> codeChallengeMethodsSupported) {}

    public void mount(Endpoints api) {
        api.cacheable(
                "/.well-known/oauth-authorization-server",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(metadata));
        api.get("/oauth/userinfo", Access.user(Scope.PROFILE), this::userinfo);
    }

    /** The account of a token in the form of OpenID Connect; the subject is the account's URI. */
    private record Userinfo(
            String iss, String sub, String name, String preferredUsername, String profile, String picture) {}

    private Future<Userinfo> userinfo(Request request) {
        return accounts.get(request.account())
                .map(views::view)
                .map(view -> new Userinfo(
                        baseUrl + "/",
                        view.links().uri(),
                        view.identity().displayName(),
                        view.identity().username(),
                        view.links().url(),
                        view.links().avatar()));
    }
}
