package social.skein.web;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.http.HtmlEscape;
import social.skein.http.Params;
import social.skein.http.Response;
import social.skein.http.Scope;
import social.skein.http.Scopes;
import social.skein.oauth.App;
import social.skein.oauth.AuthorizationRequest;
import social.skein.oauth.AuthorizationResponse;
import social.skein.signin.Secret;

/** The pages of sign-in and app authorization. */
final class AuthorizePages {
    private final PageLayout layout;
    private final HtmlTemplate signInTemplate = HtmlTemplate.load("sign-in.html");
    private final HtmlTemplate consentTemplate = HtmlTemplate.load("consent.html");
    private final HtmlTemplate codeTemplate = HtmlTemplate.load("code.html");

    AuthorizePages(SiteInfo site) {
        this.layout = new PageLayout(site);
    }

    /** The sign-in page of an app's authorization request. */
    Response signIn(
            AuthorizationRequest authorization, Params params, Secret csrf, String login, Optional<String> error) {
        return signIn(
                new SignInForm(
                        "/oauth/sign_in",
                        "to continue to <strong>" + HtmlEscape.escape(appName(authorization)) + "</strong>",
                        params),
                csrf,
                login,
                error);
    }

    /** The sign-in page without an app. */
    Response signIn(Params params, Secret csrf, String login, Optional<String> error) {
        return signIn(new SignInForm("/auth/sign_in", "to manage your account", params), csrf, login, error);
    }

    /**
     * A sign-in form.
     *
     * @param action the path that the form posts to
     * @param purpose what sign-in leads to, as HTML
     * @param params the request's parameters, which the form forwards
     */
    private record SignInForm(String action, String purpose, Params params) {}

    private Response signIn(SignInForm form, Secret csrf, String login, Optional<String> error) {
        String then = form.params()
                .text("then")
                .map(path -> PageLayout.hiddenInput("then", path))
                .orElse("");
        String signUpLink = layout.site().acceptsSignUps()
                ? "<p class=\"other\">New here? <a href=\"/auth/sign_up"
                        + HtmlEscape.escape(PageLayout.forwardedQuery(form.params())) + "\">Create an account</a></p>"
                : "";
        String external = layout.site()
                .externalSignIn()
                .map(label -> externalSignInHtml(label, form.params()))
                .orElse("");
        String body = signInTemplate.fill(Map.of(
                "external",
                external,
                "action",
                form.action(),
                "purpose",
                form.purpose(),
                "alert",
                PageLayout.alertBox("alert", "alert", error.orElse("")),
                "login",
                login,
                "signup",
                signUpLink,
                "hidden",
                PageLayout.hiddenInputs(form.params(), csrf) + then));
        return layout.page(error.isPresent() ? 401 : 200, "Sign in", body);
    }

    /** A link, since browsers would not let a form follow the redirect to another origin. */
    private static String externalSignInHtml(String label, Params params) {
        String query = PageLayout.forwardedQuery(params);
        String then = params.text("then")
                .filter(path -> query.isEmpty())
                .map(path -> "?then=" + AuthorizationResponse.urlEncode(path))
                .orElse("");
        return "<p><a class=\"button\" href=\"/auth/oidc" + HtmlEscape.escape(query + then) + "\">"
                + HtmlEscape.escape(label) + "</a></p>";
    }

    Response consent(AuthorizationRequest authorization, Params params, Secret csrf, String username) {
        String body = consentTemplate.fill(Map.of(
                "app", appName(authorization),
                "website", websiteHtml(authorization.response().app()),
                "username", username,
                "deployment", layout.site().name(),
                "scopes", scopesHtml(authorization.scopes()),
                "request", PageLayout.forwardedInputs(params),
                "hidden", PageLayout.hiddenInputs(params, csrf)));
        return layout.pageWithRedirectingForm(200, "Authorize " + appName(authorization) + "?", body);
    }

    Response code(String code) {
        return layout.page(200, "Authorization code", codeTemplate.fill(Map.of("code", code)));
    }

    Response message(int status, String title, String sentence) {
        return layout.message(status, title, sentence);
    }

    private static String appName(AuthorizationRequest authorization) {
        return authorization.response().app().name();
    }

    private static String websiteHtml(App app) {
        return app.website()
                .map(url -> "<p class=\"quiet\">" + HtmlEscape.escape(url) + "</p>")
                .orElse("");
    }

    private static String scopesHtml(Scopes scopes) {
        return scopes.scopes().stream()
                .map(scope -> "<li><span>" + HtmlEscape.escape(describeScope(scope)) + "</span> <code>" + scope
                        + "</code></li>")
                .collect(Collectors.joining());
    }

    /** The permission that the scope grants, in words for users. */
    static String describeScope(Scope scope) {
        String word = scope.toString();
        int colon = word.indexOf(':');
        String resource = colon < 0 ? "" : word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon)) {
            case "read" -> resource.isEmpty() ? "See everything in your account" : "See your " + resource;
            case "write" -> resource.isEmpty() ? "Post and make changes on your behalf" : "Change your " + resource;
            case "follow" -> "Follow, mute and block accounts on your behalf";
            case "push" -> "Send you notifications";
            case "profile" -> "See your name and profile";
            default -> "Nothing: this server has no administration API";
        };
    }
}
