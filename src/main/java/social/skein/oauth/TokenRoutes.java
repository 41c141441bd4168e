package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Scopes;
import social.skein.model.Problem;
import social.skein.signin.Secret;
import social.skein.signin.SignIn;

/** The endpoints that issue and revoke tokens. */
public final class TokenRoutes {
    private final ClientAuthentication clientAuthentication;
    private final AuthorizationCodes codes;
    private final Tokens tokens;
    private final SignIn signIn;
    private final boolean passwordGrant;

    /** @param passwordGrant whether to accept the password grant, which old command line tools use */
    public TokenRoutes(Apps apps, Tokens tokens, AuthorizationCodes codes, SignIn signIn, boolean passwordGrant) {
        this.clientAuthentication = new ClientAuthentication(apps);
        this.codes = codes;
        this.tokens = tokens;
        this.signIn = signIn;
        this.passwordGrant = passwordGrant;
    }

    public void mount(Endpoints api) {
        api.post("/oauth/token", Access.anyone(), request -> issue(request).map(TokenView::of));
        api.post("/oauth/revoke", Access.anyone(), this::revoke);
    }

    private Future<Tokens.Issued> issue(Request request) {
        String grant = required(request.params(), "grant_type");
        return clientAuthentication.authenticate(request).compose(app -> {
            if ("authorization_code".equals(grant)) {
                return redeemCode(app, request.params());
            }
            if ("client_credentials".equals(grant)) {
                return tokens.issue(app, Optional.empty(), requestedScopes(app, request.params()));
            }
            if ("password".equals(grant) && passwordGrant) {
                return issueForPassword(app, request);
            }
            throw new Problem.OAuth(
                    "unsupported_grant_type",
                    "The authorization grant type is not supported by the authorization server.");
        });
    }

    private Future<Tokens.Issued> redeemCode(App app, Params params) {
        return codes.redeem(new AuthorizationCodes.Redemption(
                        app,
                        new Secret(required(params, "code")),
                        required(params, "redirect_uri"),
                        params.nonBlank("code_verifier")))
                .map(issued -> issued.orElseThrow(TokenRoutes::invalidGrant));
    }

    private Future<Tokens.Issued> issueForPassword(App app, Request request) {
        Params params = request.params();
        Scopes scopes = requestedScopes(app, params);
        return signIn.authenticate(required(params, "username"), required(params, "password"), request.clientNetwork())
                .compose(account ->
                        tokens.issue(app, Optional.of(account.orElseThrow(TokenRoutes::invalidGrant)), scopes));
    }

    private Future<Map<String, String>> revoke(Request request) {
        Secret token = new Secret(required(request.params(), "token"));
        return clientAuthentication
                .authenticate(request)
                .compose(app -> tokens.revoke(app, token))
                .recover(failure ->
                        failure instanceof Problem.OAuth ? Future.succeededFuture(false) : Future.failedFuture(failure))
                .map(revoked -> {
                    if (!revoked) {
                        throw new Problem.OAuth("unauthorized_client", "You are not authorized to revoke this token");
                    }
                    return Map.of();
                });
    }

    /** The requested scopes, which the app must have; by default {@code read}, or all of the app's if it lacks that. */
    static Scopes requestedScopes(App app, Params params) {
        Optional<String> requested = params.nonBlank("scope");
        if (requested.isEmpty()) {
            Scopes read = Scopes.parse(Scope.READ.toString()).orElseThrow();
            return app.scopes().allow(read) ? read : app.scopes();
        }
        return Scopes.parse(requested.get())
                .filter(app.scopes()::allow)
                .orElseThrow(() ->
                        new Problem.OAuth("invalid_scope", "The requested scope is invalid, unknown, or malformed."));
    }

    private static String required(Params params, String name) {
        return params.nonBlank(name)
                .orElseThrow(() -> new Problem.OAuth("invalid_request", "Missing required parameter: " + name + "."));
    }

    private static Problem.OAuth invalidGrant() {
        return new Problem.OAuth(
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used"
                        + " in the authorization request, or was issued to another client.");
    }
}
