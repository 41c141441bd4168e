package social.skein.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import social.skein.account.Accounts;
import social.skein.auditlog.AuditLog;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.signin.SignIn;

/** The pages on which somebody takes their data away and deletes their account. */
public final class ExportAndDeletionRoutes {
    private static final String EXPORTS = "/settings/exports";
    private static final String DELETE = "/auth/delete";

    private static final FormField PASSWORD = new FormField(
            "password", "password", "Your password", "", "autocomplete=\"current-password\" required autofocus");

    private final Accounts accounts;
    private final SignIn signIn;
    private final Function<AccountId, Future<Boolean>> deleteAccount;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final HtmlTemplate exportsTemplate = HtmlTemplate.load("exports.html");
    private final HtmlTemplate deleteTemplate = HtmlTemplate.load("delete.html");

    /** @param deleteAccount deletes an account */
    public ExportAndDeletionRoutes(
            Accounts accounts,
            SignIn signIn,
            Function<AccountId, Future<Boolean>> deleteAccount,
            BrowserSessions browserSessions,
            SiteInfo site) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.deleteAccount = deleteAccount;
        this.browserSessions = browserSessions;
        this.layout = new PageLayout(site);
    }

    public void mount(Endpoints api) {
        api.get(EXPORTS, Access.anyone(), this::showExports);
        api.get(DELETE, Access.anyone(), this::showDeletion);
        api.post(DELETE, Access.anyone(), this::delete);
    }

    private Future<Response> showExports(Request request) {
        return browserSessions
                .currentAccount(request)
                .map(account -> account.map(
                                person -> layout.page(200, "Take your data away", exportsTemplate.fill(Map.of())))
                        .orElseGet(() -> SignInRoutes.redirectToSignIn(EXPORTS)))
                .recover(layout::errorPage);
    }

    private Future<Response> showDeletion(Request request) {
        Secret csrf = browserSessions.csrfToken(request);
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.map(person -> deletionForm(200, person, csrf, List.of())
                                .map(page -> browserSessions.setCsrfCookie(page, csrf)))
                        .orElseGet(() -> Future.succeededFuture(SignInRoutes.redirectToSignIn(DELETE))))
                .recover(layout::errorPage);
    }

    private Future<Response> delete(Request request) {
        return Future.succeededFuture(request)
                .compose(sent -> {
                    Secret csrf = browserSessions.verifiedCsrfToken(sent);
                    return browserSessions
                            .currentAccount(sent)
                            .compose(account -> account.map(person -> delete(sent, person, csrf))
                                    .orElseGet(() -> Future.succeededFuture(SignInRoutes.redirectToSignIn(DELETE))));
                })
                .recover(layout::errorPage);
    }

    private Future<Response> delete(Request request, AccountId account, Secret csrf) {
        return signIn.verifyPassword(account, request.params().text("password").orElse(""), request.clientNetwork())
                .compose(right -> right
                        ? deleteAccount
                                .apply(account)
                                .onSuccess(gone -> AuditLog.record(
                                        AuditLog.Event.ACCOUNT_DELETED, "account " + account, "by its owner"))
                                .map(gone -> browserSessions.clearSessionCookie(layout.message(
                                        200,
                                        "Your account is deleted",
                                        "Nobody can see it any more, and everything in it is being deleted now."
                                                + " Good-bye.")))
                        : deletionForm(
                                422, account, csrf, List.of(FieldError.invalid("password", "is not the right one"))));
    }

    private Future<Response> deletionForm(int status, AccountId account, Secret csrf, List<FieldError> errors) {
        return accounts.get(account)
                .map(person -> layout.page(
                        status,
                        "Delete your account",
                        deleteTemplate.fill(Map.of(
                                "username",
                                person.username(),
                                "hidden",
                                PageLayout.csrfInput(csrf),
                                "fields",
                                PASSWORD.html("", errors)))));
    }
}
