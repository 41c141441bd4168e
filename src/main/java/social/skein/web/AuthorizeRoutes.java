package social.skein.web;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Asset;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.oauth.Apps;
import social.skein.oauth.AuthorizationCodes;
import social.skein.oauth.AuthorizationRequest;
import social.skein.oauth.AuthorizationResponse;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;

/** The authorization endpoint of OAuth: sign-in, consent, and the redirect with the code. */
public final class AuthorizeRoutes {
    static final String WRONG_CREDENTIALS = "Wrong username or password.";

    private final Accounts accounts;
    private final Apps apps;
    private final AuthorizationCodes codes;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final AuthorizePages pages;

    public AuthorizeRoutes(
            Accounts accounts, Apps apps, AuthorizationCodes codes, BrowserSessions browserSessions, SiteInfo site) {
        this.accounts = accounts;
        this.apps = apps;
        this.codes = codes;
        this.browserSessions = browserSessions;
        this.layout = new PageLayout(site);
        this.pages = new AuthorizePages(site);
    }

    public void mount(Endpoints api) {
        api.get(
                "/oauth/authorize",
                Access.anyone(),
                request -> handle(request, authorization -> showPage(request, authorization)));
        api.post(
                "/oauth/authorize",
                Access.anyone(),
                request -> handle(request, authorization -> decide(request, authorization)));
        api.post(
                "/oauth/sign_in",
                Access.anyone(),
                request -> handle(request, authorization -> signIn(request, authorization)));
        api.get("/oauth/authorize/native", Access.anyone(), this::showCode);
        Asset.load("oauth/page.css").mount(api, "/oauth/page.css", "text/css; charset=utf-8", Duration.ofHours(1));
    }

    private interface Step {
        Future<Response> run(AuthorizationRequest authorization);
    }

    /**
     * Parses the app's request and runs the step. Each problem becomes an error page, or an error redirect to the app.
     */
    private Future<Response> handle(Request request, Step step) {
        return resolveResponse(request.params())
                .compose(response -> Future.succeededFuture(response)
                        .compose(valid -> step.run(AuthorizationRequest.parse(valid, request.params())))
                        .recover(failure -> redirectError(response, failure)))
                .recover(this::errorPage);
    }

    private Future<AuthorizationResponse> resolveResponse(Params params) {
        return apps.byClientId(params.text("client_id").orElse(""))
                .map(found -> AuthorizationResponse.parse(
                        found.orElseThrow(() ->
                                new Problem.OAuth("invalid_client", "No app with this client id is registered here.")),
                        params));
    }

    private Future<Response> showPage(Request request, AuthorizationRequest authorization) {
        Secret csrf = browserSessions.csrfToken(request);
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.isEmpty() || request.params().flag("force_login", false)
                        ? Future.succeededFuture(
                                pages.signIn(authorization, request.params(), csrf, "", Optional.empty()))
                        : consent(request, authorization, csrf, account.get()))
                .map(page -> browserSessions.setCsrfCookie(page, csrf));
    }

    private Future<Response> consent(
            Request request, AuthorizationRequest authorization, Secret csrf, AccountId account) {
        return accounts.get(account)
                .map(found -> pages.consent(authorization, request.params(), csrf, found.username()));
    }

    private Future<Response> signIn(Request request, AuthorizationRequest authorization) {
        Secret csrf = browserSessions.verifiedCsrfToken(request);
        String login = request.params().text("login").orElse("");
        return browserSessions
                .signIn(request, login, request.params().text("password").orElse(""))
                .compose(signedIn -> signedIn.isEmpty()
                        ? Future.succeededFuture(pages.signIn(
                                authorization, request.params(), csrf, login, Optional.of(WRONG_CREDENTIALS)))
                        : consent(request, authorization, csrf, signedIn.get().account())
                                .map(page -> browserSessions.setSessionCookie(page, signedIn.get())));
    }

    private Future<Response> decide(Request request, AuthorizationRequest authorization) {
        Secret csrf = browserSessions.verifiedCsrfToken(request);
        if (!"allow".equals(request.params().text("decision").orElse(""))) {
            return Future.failedFuture(new Problem.OAuth(
                    "access_denied", "The resource owner or authorization server denied the request."));
        }
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.isEmpty()
                        ? Future.succeededFuture(
                                pages.signIn(authorization, request.params(), csrf, "", Optional.empty()))
                        : codes.issue(authorization, account.get()).map(authorization.response()::success));
    }

    private Future<Response> showCode(Request request) {
        String code = request.params().text("code").orElse("");
        return Future.succeededFuture(
                Secret.isWellFormed(code)
                        ? pages.code(code)
                        : pages.message(400, "Something went wrong", "This is not a valid authorization code."));
    }

    /** Redirects an OAuth error to the app if it has a redirect URI; other failures stay, for the error page. */
    private static Future<Response> redirectError(AuthorizationResponse response, Throwable failure) {
        return failure instanceof Problem.OAuth problem
                        && !response.redirectUri().isOutOfBand()
                ? Future.succeededFuture(response.error(problem.code(), problem.detail()))
                : Future.failedFuture(failure);
    }

    private Future<Response> errorPage(Throwable failure) {
        return failure instanceof Problem.OAuth oauth && "access_denied".equals(oauth.code())
                ? Future.succeededFuture(pages.message(
                        200, "Access denied", "You denied the app access to your account. You can close this page."))
                : layout.errorPage(failure);
    }
}
