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

/** The pages that export an account's data and delete the account. */
public final class ExportAndDeletionRoutes {
    private static final String EXPORTS = "/settings/exports";
    private static final String DELETE = "/auth/delete";

    private static final FormField PASSWORD = new FormField(
            "password", "password", "Your password", "", "autocomplete=\"current-password\" required autofocus");

    /** For an account without a password. */
    private static final FormField USERNAME = new FormField(
            "confirmation",
            "text",
            "Your username",
            "Type it to confirm the deletion.",
            "autocomplete=\"off\" autocapitalize=\"none\" autocorrect=\"off\" spellcheck=\"false\" required autofocus");

    private final Accounts accounts;
    private final SignIn signIn;
    private final Function<AccountId, Future<Boolean>> deleteAccount;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final WebPageRequests requests;
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
        this.requests = new WebPageRequests(browserSessions, layout);
    }

    public void mount(Endpoints api) {
        api.get(EXPORTS, Access.anyone(), request -> requests.show(request, EXPORTS, this::showExports));
        api.get(DELETE, Access.anyone(), request -> requests.showForm(request, DELETE, this::showDeletion));
        api.post(DELETE, Access.anyone(), request -> requests.submitForm(request, DELETE, this::delete));
    }

    private Future<Response> showExports(AccountId account) {
        return Future.succeededFuture(layout.page(200, "Export your data", exportsTemplate.fill(Map.of())));
    }

    private Future<Response> showDeletion(Request request, AccountId account, Secret csrf) {
        return signIn.hasPassword(account)
                .compose(exists -> deletionForm(200, account, csrf, exists ? PASSWORD : USERNAME, List.of()));
    }

    private Future<Response> delete(Request request, AccountId account, Secret csrf) {
        return signIn.hasPassword(account)
                .compose(exists -> confirmed(request, account, exists).compose(matches -> {
                    FormField field = exists ? PASSWORD : USERNAME;
                    return matches
                            ? delete(account)
                            : deletionForm(
                                    422,
                                    account,
                                    csrf,
                                    field,
                                    List.of(FieldError.invalid(field.name(), "is incorrect")));
                }));
    }

    /** Whether the owner confirms the deletion, by the password or, without one, by the username. */
    private Future<Boolean> confirmed(Request request, AccountId account, boolean hasPassword) {
        if (hasPassword) {
            return signIn.verifyPassword(
                    account, request.params().text("password").orElse(""), request.clientNetwork());
        }
        String typed = request.params().text("confirmation").orElse("").strip();
        return accounts.get(account).map(found -> found.username().equalsIgnoreCase(typed));
    }

    private Future<Response> delete(AccountId account) {
        return deleteAccount
                .apply(account)
                .onSuccess(deleted ->
                        AuditLog.record(AuditLog.Event.ACCOUNT_DELETED, "account " + account, "by its owner"))
                .map(deleted -> browserSessions.clearSessionCookie(layout.message(
                        200,
                        "Your account is deleted",
                        "It is no longer visible, and all of its data is now being deleted.")));
    }

    private Future<Response> deletionForm(
            int status, AccountId account, Secret csrf, FormField field, List<FieldError> errors) {
        return accounts.get(account)
                .map(found -> layout.page(
                        status,
                        "Delete your account",
                        deleteTemplate.fill(Map.of(
                                "username",
                                found.username(),
                                "hidden",
                                PageLayout.csrfInput(csrf),
                                "fields",
                                field.html("", errors)))));
    }
}
