package social.skein.web;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.oauth.AccountAccess;
import social.skein.oauth.AuthorizationResponse;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.signin.Sessions;

/** Signing in on our own pages when no app asks for it, and signing out again. */
public final class SignInRoutes {
    private static final String SETTINGS = "/settings";

    /** Where somebody may want to go on to; anything else would make us a signpost to other people's pages. */
    private static final Set<String> REDIRECT_TARGETS =
            Set.of(SETTINGS, "/auth/edit", "/auth/sessions", "/oauth/authorized_applications");

    private final BrowserSessions browserSessions;
    private final Sessions sessions;
    private final AccountAccess access;
    private final PageLayout layout;
    private final AuthorizePages pages;

    public SignInRoutes(BrowserSessions browserSessions, Sessions sessions, AccountAccess access, SiteInfo site) {
        this.browserSessions = browserSessions;
        this.sessions = sessions;
        this.access = access;
        this.layout = new PageLayout(site);
        this.pages = new AuthorizePages(site);
    }

    public void mount(Endpoints api) {
        api.get("/auth/sign_in", Access.anyone(), this::show);
        api.post("/auth/sign_in", Access.anyone(), request -> withCsrf(request, this::signIn));
        api.post("/auth/sign_out", Access.anyone(), request -> withCsrf(request, this::signOut));
        api.post("/auth/sign_out_everywhere", Access.anyone(), request -> withCsrf(request, this::signOutEverywhere));
    }

    private interface Step {
        Future<Response> run(Request request, Secret csrf);
    }

    private Future<Response> withCsrf(Request request, Step step) {
        return Future.succeededFuture(request)
                .compose(sent -> step.run(sent, browserSessions.verifiedCsrfToken(sent)))
                .recover(layout::errorPage);
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
                .map(signedIn -> signedIn.map(person ->
                                browserSessions.setSessionCookie(Response.redirect(redirectTarget(request)), person))
                        .orElseGet(() -> pages.signIn(
                                request.params(), csrf, login, Optional.of(AuthorizeRoutes.WRONG_CREDENTIALS))));
    }

    private Future<Response> signOut(Request request, Secret csrf) {
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.flatMap(person -> Secret.decodeHash(browserSessions.sessionKey(request))
                                .map(hash -> sessions.close(person, hash)))
                        .orElse(Future.succeededFuture()))
                .map(closed -> browserSessions.clearSessionCookie(Response.redirect("/auth/sign_in")));
    }

    private Future<Response> signOutEverywhere(Request request, Secret csrf) {
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.map(access::revokeAll).orElse(Future.succeededFuture()))
                .map(closed -> browserSessions.clearSessionCookie(Response.redirect("/auth/sign_in")));
    }

    private static String redirectTarget(Request request) {
        return request.params().text("then").filter(REDIRECT_TARGETS::contains).orElse(SETTINGS);
    }

    /** The way to sign in and back to one of our places. */
    static Response redirectToSignIn(String returnPath) {
        return Response.redirect("/auth/sign_in?then=" + AuthorizationResponse.urlEncode(returnPath));
    }
}
