package social.skein.web;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.model.FieldError;
import social.skein.oauth.AccountAccess;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.signin.SignIn;
import social.skein.signin.UserAgent;
import social.skein.signup.SignUpCredentials;

/** The page that changes the password. */
public final class PasswordRoutes {
    private static final String PATH = "/auth/edit";

    private static final List<FormField> FIELDS = List.of(
            new FormField(
                    "current_password",
                    "password",
                    "Current password",
                    "",
                    "autocomplete=\"current-password\" required autofocus"),
            new FormField(
                    "password",
                    "password",
                    "New password",
                    "At least 8 characters.",
                    "autocomplete=\"new-password\" minlength=\"8\" required"),
            new FormField(
                    "password_confirmation",
                    "password",
                    "Confirm new password",
                    "",
                    "autocomplete=\"new-password\" required"),
            new FormField("apps_too", "checkbox", "Also revoke the access of all apps", "", ""));

    private final Accounts accounts;
    private final SignIn signIn;
    private final AccountAccess access;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final WebPageRequests requests;
    private final HtmlTemplate template = HtmlTemplate.load("password.html");

    public PasswordRoutes(
            Accounts accounts, SignIn signIn, AccountAccess access, BrowserSessions browserSessions, SiteInfo site) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.access = access;
        this.browserSessions = browserSessions;
        this.layout = new PageLayout(site);
        this.requests = new WebPageRequests(browserSessions, layout);
    }

    public void mount(Endpoints api) {
        api.get(
                PATH,
                Access.anyone(),
                request -> requests.showForm(
                        request,
                        PATH,
                        (shown, account, csrf) -> withPassword(account, () -> show(shown, account, csrf))));
        api.post(
                PATH,
                Access.anyone(),
                request -> requests.submitForm(
                        request,
                        PATH,
                        (sent, account, csrf) -> withPassword(account, () -> change(sent, account, csrf))));
    }

    /** An account that signs in elsewhere has no password to change. */
    private Future<Response> withPassword(AccountId account, Supplier<Future<Response>> page) {
        return signIn.hasPassword(account)
                .compose(exists -> exists
                        ? page.get()
                        : Future.succeededFuture(layout.message(
                                200,
                                "Your account has no password",
                                "You sign in with an account of another service, where you can change its password.")));
    }

    private Future<Response> show(Request request, AccountId account, Secret csrf) {
        return form(200, request, account, csrf, List.of());
    }

    private Future<Response> change(Request request, AccountId account, Secret csrf) {
        Params params = request.params();
        List<FieldError> errors = validate(params);
        if (!errors.isEmpty()) {
            return form(422, request, account, csrf, errors);
        }
        return signIn.verifyPassword(account, text(params, "current_password"), request.clientNetwork())
                .compose(matches -> matches
                        ? changePassword(request, account)
                        : form(
                                422,
                                request,
                                account,
                                csrf,
                                List.of(FieldError.invalid("current_password", "is incorrect"))));
    }

    private Future<Response> changePassword(Request request, AccountId account) {
        Params params = request.params();
        return access.changePassword(
                        account, text(params, "password"), UserAgent.describe(request), params.flag("apps_too", false))
                .map(session -> browserSessions.setSessionCookie(
                        Response.redirect(PATH + "?done=1"), new BrowserSessions.SignedIn(account, session)));
    }

    private static List<FieldError> validate(Params params) {
        List<FieldError> errors = new ArrayList<>();
        if (text(params, "current_password").isEmpty()) {
            errors.add(FieldError.blank("current_password"));
        }
        errors.addAll(SignUpCredentials.validatePassword("password", text(params, "password")));
        if (!text(params, "password").equals(text(params, "password_confirmation"))) {
            errors.add(new FieldError("password_confirmation", "ERR_CONFIRMATION", "does not match the new password"));
        }
        return errors;
    }

    private Future<Response> form(
            int status, Request request, AccountId account, Secret csrf, List<FieldError> errors) {
        String fields = FIELDS.stream()
                .map(field ->
                        field.html(field.type().equals("password") ? "" : text(request.params(), field.name()), errors))
                .collect(Collectors.joining());
        boolean done = status == 200 && request.params().flag("done", false);
        return accounts.get(account)
                .map(found -> layout.page(
                        status,
                        "Change your password",
                        template.fill(Map.of(
                                "username",
                                found.username(),
                                "alert",
                                PageLayout.alertBox("done", "status", done ? "Your password has been changed." : ""),
                                "hidden",
                                PageLayout.csrfInput(csrf),
                                "fields",
                                fields))));
    }

    private static String text(Params params, String name) {
        return params.text(name).orElse("");
    }
}
