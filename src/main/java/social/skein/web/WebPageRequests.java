package social.skein.web;

import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.oauth.AuthorizationResponse;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;

/**
 * The steps that page requests share: the CSRF token, the signed-in account, and an error page for each problem.
 * Without a session the account pages redirect to sign-in, which returns to the page.
 */
final class WebPageRequests {
    private final BrowserSessions browserSessions;
    private final PageLayout layout;

    WebPageRequests(BrowserSessions browserSessions, PageLayout layout) {
        this.browserSessions = browserSessions;
        this.layout = layout;
    }

    /** Handles a form that needs no session. */
    interface FormHandler {
        Future<Response> handle(Request request, Secret csrf);
    }

    /** Handles a form of the signed-in account. */
    interface AccountFormHandler {
        Future<Response> handle(Request request, AccountId account, Secret csrf);
    }

    /** Runs the handler; a problem that it throws or returns becomes an error page. */
    Future<Response> run(Supplier<Future<Response>> handler) {
        return Future.succeededFuture().compose(start -> handler.get()).recover(layout::errorPage);
    }

    /** Verifies the CSRF token of a form, then handles it. */
    Future<Response> submitForm(Request request, FormHandler handler) {
        return run(() -> handler.handle(request, browserSessions.verifiedCsrfToken(request)));
    }

    /** Shows a page of the signed-in account that has no form. */
    Future<Response> show(Request request, String path, Function<AccountId, Future<Response>> page) {
        return run(() -> withAccount(request, path, page));
    }

    /** Shows a page of the signed-in account with a form, and sets the cookie of its CSRF token. */
    Future<Response> showForm(Request request, String path, AccountFormHandler page) {
        Secret csrf = browserSessions.csrfToken(request);
        return show(
                request,
                path,
                account ->
                        page.handle(request, account, csrf).map(shown -> browserSessions.setCsrfCookie(shown, csrf)));
    }

    /** Verifies the CSRF token of a form of the signed-in account, then handles it. */
    Future<Response> submitForm(Request request, String path, AccountFormHandler handler) {
        return submitForm(
                request, (sent, csrf) -> withAccount(sent, path, account -> handler.handle(sent, account, csrf)));
    }

    private Future<Response> withAccount(Request request, String path, Function<AccountId, Future<Response>> handler) {
        return browserSessions
                .currentAccount(request)
                .compose(account ->
                        account.map(handler).orElseGet(() -> Future.succeededFuture(redirectToSignIn(path))));
    }

    private static Response redirectToSignIn(String returnPath) {
        return Response.redirect("/auth/sign_in?then=" + AuthorizationResponse.urlEncode(returnPath));
    }
}
