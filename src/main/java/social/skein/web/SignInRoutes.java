package social.skein.web;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.oauth.AccountAccess;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.signin.Sessions;

/** Sign-in without an app, and sign-out. */
public final class SignInRoutes {
    private static final String SIGN_IN = "/auth/sign_in";

    private final BrowserSessions browserSessions;
    private final Sessions sessions;
    private final AccountAccess access;
    private final WebPageRequests requests;
    private final AuthorizePages pages;

    public SignInRoutes(BrowserSessions browserSessions, Sessions sessions, AccountAccess access, SiteInfo site) {
        this.browserSessions = browserSessions;
        this.sessions = sessions;
        this.access = access;
        this.requests = new WebPageRequests(browserSessions, new PageLayout(site));
        this.pages = new AuthorizePages(site);
    }

    public void mount(Endpoints api) {
        api.get(SIGN_IN, Access.anyone(), this::show);
        api.post(SIGN_IN, Access.anyone(), request -> requests.submitForm(request, this::signIn));
        api.post("/auth/sign_out", Access.anyone(), request -> requests.submitForm(request, this::signOut));
        api.post(
                "/auth/sign_out_everywhere",
                Access.anyone(),
                request -> requests.submitForm(request, this::signOutEverywhere));
    }

    private Future<Response> show(Request request) {
        Secret csrf = browserSessions.csrfToken(request);
        return browserSessions
                .currentAccount(request)
                .map(account -> account.isPresent()
                        ? Response.redirect(redirectTarget(request))
                        : browserSessions.setCsrfCookie(
                                pages.signIn(request.params(), csrf, "", Optional.empty()), csrf));
    }

    private Future<Response> signIn(Request request, Secret csrf) {
        String login = request.params().text("login").orElse("");
        return browserSessions
                .signIn(request, login, request.params().text("password").orElse(""))
                .map(found -> found.map(signedIn ->
                                browserSessions.setSessionCookie(Response.redirect(redirectTarget(request)), signedIn))
                        .orElseGet(() -> pages.signIn(
                                request.params(), csrf, login, Optional.of(AuthorizeRoutes.WRONG_CREDENTIALS))));
    }

    private Future<Response> signOut(Request request, Secret csrf) {
        return browserSessions
                .currentAccount(request)
                .compose(found -> found.flatMap(account -> Secret.decodeHash(browserSessions.sessionKey(request))
                                .map(hash -> sessions.close(account, hash)))
                        .orElse(Future.succeededFuture()))
                .map(closed -> browserSessions.clearSessionCookie(Response.redirect(SIGN_IN)));
    }

    private Future<Response> signOutEverywhere(Request request, Secret csrf) {
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.map(access::revokeAll).orElse(Future.succeededFuture()))
                .map(revoked -> browserSessions.clearSessionCookie(Response.redirect(SIGN_IN)));
    }

    private static String redirectTarget(Request request) {
        return ReturnPath.accountPage(request.params());
    }
}
