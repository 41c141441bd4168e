package social.skein.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.AccountState;
import social.skein.config.Registration;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.HtmlEscape;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.FieldError;
import social.skein.model.Problem;
import social.skein.oauth.App;
import social.skein.oauth.Apps;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.signin.SignInRateLimiter;
import social.skein.signup.PublicSignUp;
import social.skein.signup.SignUpRequest;
import social.skein.sql.Transaction;

/** The sign-up page. A sign-up that an app started continues with the app's authorization. */
public final class SignUpRoutes {
    private static final List<FormField> FIELDS = List.of(
            new FormField(
                    "username",
                    "text",
                    "Username",
                    "Letters, numbers and underscores. It is public and cannot be changed.",
                    "autocomplete=\"username\" autocapitalize=\"none\" autocorrect=\"off\" spellcheck=\"false\""
                            + " maxlength=\"30\" required autofocus"),
            new FormField(
                    "email",
                    "email",
                    "E-mail address",
                    "You can sign in with it. Only the operators of this server see it.",
                    "autocomplete=\"email\" required"),
            new FormField(
                    "password",
                    "password",
                    "Password",
                    "At least 8 characters.",
                    "autocomplete=\"new-password\" minlength=\"8\" required"));

    private static final FormField REASON = new FormField(
            "reason",
            "textarea",
            "Why do you want to join?",
            "An operator reads this before approving your account.",
            "maxlength=\"500\" required");

    private final PublicSignUp publicSignUp;
    private final Apps apps;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final WebPageRequests requests;
    private final HtmlTemplate template = HtmlTemplate.load("sign-up.html");
    private final SignInRateLimiter rateLimiter = new SignInRateLimiter();

    public SignUpRoutes(PublicSignUp publicSignUp, Apps apps, BrowserSessions browserSessions, SiteInfo site) {
        this.publicSignUp = publicSignUp;
        this.apps = apps;
        this.browserSessions = browserSessions;
        this.layout = new PageLayout(site);
        this.requests = new WebPageRequests(browserSessions, layout);
    }

    public void mount(Endpoints api) {
        api.get("/auth/sign_up", Access.anyone(), request -> ifOpen(() -> show(request)));
        api.post("/auth/sign_up", Access.anyone(), request -> ifOpen(() -> signUp(request)));
    }

    private Future<Response> ifOpen(Supplier<Future<Response>> handler) {
        return requests.run(() -> {
            return publicSignUp.registration() == Registration.CLOSED
                    ? Future.succeededFuture(layout.message(403, "Sign-up is closed", PublicSignUp.CLOSED + "."))
                    : handler.get();
        });
    }

    private Future<Response> show(Request request) {
        Secret csrf = browserSessions.csrfToken(request);
        return form(200, request.params(), csrf, List.of()).map(page -> browserSessions.setCsrfCookie(page, csrf));
    }

    private Future<Response> signUp(Request request) {
        Secret csrf = browserSessions.verifiedCsrfToken(request);
        rateLimiter.recordAttempt(request.clientNetwork());
        Params params = request.params();
        return publicSignUp
                .signUp(
                        SignUpRequest.parse(params, "lang"),
                        (transaction, signedUp) -> completeSignUp(transaction, request, signedUp))
                .recover(failure -> failure instanceof Problem.Invalid invalid
                        ? form(422, params, csrf, invalid.fieldErrors())
                        : Future.failedFuture(failure));
    }

    private Future<Response> completeSignUp(Transaction transaction, Request request, PublicSignUp.SignedUp signedUp) {
        if (signedUp.state() != AccountState.ACTIVE) {
            return Future.succeededFuture(pendingPage(signedUp.state()));
        }
        String query = PageLayout.forwardedQuery(request.params());
        String target = query.isEmpty() ? "/settings" : "/oauth/authorize" + query;
        return browserSessions
                .open(transaction, request, signedUp.account())
                .map(signedIn -> browserSessions.setSessionCookie(Response.redirect(target), signedIn));
    }

    private Response pendingPage(AccountState state) {
        return state == AccountState.PENDING
                ? layout.message(
                        200,
                        "Account created",
                        "Your account is waiting for approval by an operator. This server sends no mail: please try to"
                                + " sign in later.")
                : layout.message(
                        200,
                        "Account created",
                        "Your account is waiting for the confirmation of your e-mail address. This server sends no"
                                + " mail: an operator confirms it manually.");
    }

    private Future<Response> form(int status, Params params, Secret csrf, List<FieldError> errors) {
        return params.nonBlank("client_id")
                .map(apps::byClientId)
                .orElse(Future.succeededFuture(Optional.empty()))
                .map(app -> form(status, params, csrf, errors, app));
    }

    private Response form(int status, Params params, Secret csrf, List<FieldError> errors, Optional<App> app) {
        boolean approval = publicSignUp.registration() == Registration.APPROVAL;
        String query = PageLayout.forwardedQuery(params);
        return layout.page(
                status,
                "Create an account",
                template.fill(Map.of(
                        "deployment",
                        layout.site().name(),
                        "purpose",
                        app.map(client -> ", to continue to <strong>" + HtmlEscape.escape(client.name()) + "</strong>")
                                .orElse(""),
                        "approval",
                        approval
                                ? "<p class=\"hint\">You can use the account once an operator has approved it.</p>"
                                : "",
                        "hidden",
                        PageLayout.hiddenInputs(params, csrf)
                                + (layout.site().hasTerms() ? "" : PageLayout.hiddenInput("agreement", "1")),
                        "rules",
                        layout.site().rulesHtml(),
                        "links",
                        layout.site().linksHtml(),
                        "fields",
                        fields(approval, params, errors),
                        "signin",
                        query.isEmpty() ? "/auth/sign_in" : "/oauth/authorize" + query)));
    }

    private String fields(boolean approval, Params params, List<FieldError> errors) {
        return Stream.of(FIELDS.stream(), approval ? Stream.of(REASON) : Stream.<FormField>empty(), agreement())
                .flatMap(group -> group)
                .map(field -> field.html(
                        field.type().equals("password")
                                ? ""
                                : params.text(field.name()).orElse(""),
                        errors))
                .collect(Collectors.joining());
    }

    private Stream<FormField> agreement() {
        SiteInfo site = layout.site();
        return site.hasTerms()
                ? Stream.of(new FormField(
                        "agreement",
                        "checkbox",
                        "I agree to " + site.agreement() + " of " + site.name() + ".",
                        "",
                        "required"))
                : Stream.empty();
    }
}
