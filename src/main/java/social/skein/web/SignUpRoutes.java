package social.skein.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import social.skein.signup.SignUpCredentials;
import social.skein.signup.SignUpRequest;
import social.skein.sql.Sql;

/** The page on which somebody makes an account. Whoever an app sent here goes on to let it in. */
public final class SignUpRoutes {
    private static final List<FormField> FIELDS = List.of(
            new FormField(
                    "username",
                    "text",
                    "Username",
                    "Letters, numbers and underscores. It stays, and everybody sees it.",
                    "autocomplete=\"username\" autocapitalize=\"none\" autocorrect=\"off\" spellcheck=\"false\""
                            + " maxlength=\"30\" required autofocus"),
            new FormField(
                    "email",
                    "email",
                    "E-mail address",
                    "You can sign in with it. Nobody sees it but those who run this server.",
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
            "Somebody reads this before they let you in.",
            "maxlength=\"500\" required");

    private final PublicSignUp publicSignUp;
    private final Apps apps;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final HtmlTemplate template = HtmlTemplate.load("sign-up.html");
    private final SignInRateLimiter rateLimiter = new SignInRateLimiter();

    public SignUpRoutes(PublicSignUp publicSignUp, Apps apps, BrowserSessions browserSessions, SiteInfo site) {
        this.publicSignUp = publicSignUp;
        this.apps = apps;
        this.browserSessions = browserSessions;
        this.layout = new PageLayout(site);
    }

    public void mount(Endpoints api) {
        api.get("/auth/sign_up", Access.anyone(), request -> handle(request, this::show));
        api.post("/auth/sign_up", Access.anyone(), request -> handle(request, this::signUp));
    }

    private interface Step {
        Future<Response> run(Request request);
    }

    private Future<Response> handle(Request request, Step step) {
        return Future.succeededFuture(request)
                .compose(asked -> {
                    publicSignUp.requireOpen();
                    return step.run(asked);
                })
                .recover(layout::errorPage);
    }

    private Future<Response> show(Request request) {
        Secret csrf = browserSessions.csrfToken(request);
        return form(200, request.params(), csrf, List.of()).map(page -> browserSessions.setCsrfCookie(page, csrf));
    }

    private Future<Response> signUp(Request request) {
        Secret csrf = browserSessions.verifiedCsrfToken(request);
        rateLimiter.recordAttempt(request.clientNetwork());
        Params params = request.params();
        SignUpRequest typed = new SignUpRequest(
                new SignUpCredentials(
                        params.text("username").orElse("").strip(),
                        params.text("email").orElse("").strip(),
                        params.text("password").orElse("")),
                params.flag("agreement", false),
                params.text("reason").orElse(""),
                params.text("lang"));
        return publicSignUp
                .signUp(typed, (transaction, joined) -> completeSignUp(transaction, request, joined))
                .recover(failure -> failure instanceof Problem.Invalid invalid
                        ? form(422, params, csrf, invalid.fieldErrors())
                        : Future.failedFuture(failure));
    }

    private Future<Response> completeSignUp(Sql transaction, Request request, PublicSignUp.SignedUp signedUp) {
        if (signedUp.state() != AccountState.ACTIVE) {
            return Future.succeededFuture(pendingPage(signedUp.state()));
        }
        String query = PageLayout.forwardedQuery(request.params());
        String onward = query.isEmpty() ? "/settings" : "/oauth/authorize" + query;
        return browserSessions
                .open(transaction, request, signedUp.account())
                .map(signedIn -> browserSessions.setSessionCookie(Response.redirect(onward), signedIn));
    }

    private Response pendingPage(AccountState state) {
        return state == AccountState.PENDING
                ? layout.message(
                        200,
                        "Thank you",
                        "Your account is made, and waits for somebody to let you in. No mail is sent from here: try to"
                                + " sign in later on.")
                : layout.message(
                        200,
                        "Thank you",
                        "Your account is made, and waits until your e-mail address is confirmed. No mail is sent from"
                                + " here: those who run the server do it by hand.");
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
        FormField agreement = new FormField(
                "agreement",
                "checkbox",
                "I will keep to the rules of those who run " + layout.site().name() + ".",
                "",
                "required");
        String fields = Stream.of(
                        FIELDS.stream(), approval ? Stream.of(REASON) : Stream.<FormField>empty(), Stream.of(agreement))
                .flatMap(some -> some)
                .map(field -> field.html(
                        field.type().equals("password")
                                ? ""
                                : params.text(field.name()).orElse(""),
                        errors))
                .collect(Collectors.joining());
        return layout.page(
                status,
                "Make an account",
                template.fill(Map.of(
                        "deployment",
                        layout.site().name(),
                        "onward",
                        app.map(to -> ", to go on to <strong>" + HtmlEscape.escape(to.name()) + "</strong>")
                                .orElse(""),
                        "waiting",
                        approval ? "<p class=\"hint\">You can use it once somebody has let you in.</p>" : "",
                        "hidden",
                        PageLayout.hiddenInputs(params, csrf),
                        "fields",
                        fields,
                        "signin",
                        query.isEmpty() ? "/auth/sign_in" : "/oauth/authorize" + query)));
    }
}
