package social.skein.oidc;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.auditlog.AuditLog;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.Problem;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.web.PageLayout;
import social.skein.web.ReturnPath;

/** The redirect to the provider, and the page that it redirects back to. */
final class OidcRoutes {
    static final String CALLBACK = "/auth/oidc/callback";

    private final OidcClient client;
    private final PendingSignIns pending;
    private final OidcSignIn signIn;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;

    OidcRoutes(
            OidcClient client,
            PendingSignIns pending,
            OidcSignIn signIn,
            BrowserSessions browserSessions,
            PageLayout layout) {
        this.client = client;
        this.pending = pending;
        this.signIn = signIn;
        this.browserSessions = browserSessions;
        this.layout = layout;
    }

    void mount(Endpoints api) {
        api.get("/auth/oidc", Access.anyone(), request -> page(() -> start(request)));
        api.get(CALLBACK, Access.anyone(), request -> page(() -> complete(request)));
    }

    private Future<Response> page(Supplier<Future<Response>> handler) {
        return Future.succeededFuture().compose(start -> handler.get()).recover(layout::errorPage);
    }

    private Future<Response> start(Request request) {
        Secret browser = browserSessions.csrfToken(request);
        Secret state = Secret.generate();
        return client.authorizationUrl(new SignInSecrets(browser, state))
                .compose(url -> pending.add(state, browser, ReturnPath.fromParams(request.params()))
                        .map(added -> browserSessions.setCsrfCookie(Response.redirect(url), browser)));
    }

    private Future<Response> complete(Request request) {
        Secret state = new Secret(request.params().text("state").orElse(""));
        Secret browser = browserSessions.csrfToken(request);
        Future<String> returnPath = pending.take(state, browser)
                .map(found -> found.orElseThrow(() -> new Problem.Forbidden(
                        "This sign-in was started in another browser, is completed already, or has taken longer than"
                                + " ten minutes. Please sign in again.")));
        return returnPath
                .compose(taken -> claims(request, new SignInSecrets(browser, state)))
                .onFailure(failure -> recordFailure(request, failure))
                .compose(claims -> signIn.signIn(request, claims))
                .map(signedIn -> browserSessions.setSessionCookie(Response.redirect(returnPath.result()), signedIn));
    }

    private Future<UserClaims> claims(Request request, SignInSecrets secrets) {
        Optional<String> code = request.params().nonBlank("code");
        if (code.isEmpty()) {
            throw new Problem.Forbidden(
                    "access_denied".equals(request.params().text("error").orElse(""))
                            ? "You cancelled the sign-in."
                            : "The sign-in service reported an error. Please sign in again.");
        }
        return client.claims(code.get(), request.params().text("iss").orElse(""), secrets);
    }

    private static void recordFailure(Request request, Throwable failure) {
        if (failure instanceof Problem.Forbidden) {
            AuditLog.record(AuditLog.Event.SIGN_IN_FAILED, "address " + request.clientNetwork(), "OpenID Connect");
        }
    }
}
