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
import social.skein.signin.Secret;

/** The pages people see while an app asks for their account. */
final class AuthorizePages {
    private final PageLayout layout;
    private final HtmlTemplate signInTemplate = HtmlTemplate.load("sign-in.html");
    private final HtmlTemplate consentTemplate = HtmlTemplate.load("consent.html");
    private final HtmlTemplate codeTemplate = HtmlTemplate.load("code.html");

    AuthorizePages(SiteInfo site) {
        this.layout = new PageLayout(site);
    }

    /** For somebody an app sent here, who goes on to it afterwards. */
    Response signIn(
            AuthorizationRequest authorization, Params params, Secret csrf, String login, Optional<String> error) {
        return signIn(
                new SignInForm(
                        "/oauth/sign_in",
                        "to go on to <strong>" + HtmlEscape.escape(appName(authorization)) + "</strong>",
                        params),
                csrf,
                login,
                error);
    }

    /** For somebody who came by themselves. */
    Response signIn(Params params, Secret csrf, String login, Optional<String> error) {
        return signIn(new SignInForm("/auth/sign_in", "to see to your account", params), csrf, login, error);
    }

    /** Where the form is sent, what the page says of where it leads, and what it carries on. */
    private record SignInForm(String action, String purpose, Params params) {}

    private Response signIn(SignInForm form, Secret csrf, String login, Optional<String> error) {
        String then = form.params()
                .text("then")
                .map(path -> PageLayout.hiddenInput("then", path))
                .orElse("");
        String join = layout.site().acceptsSignUps()
                ? "<p class=\"other\">New here? <a href=\"/auth/sign_up"
                        + HtmlEscape.escape(PageLayout.forwardedQuery(form.params())) + "\">Make an account</a></p>"
                : "";
        String body = signInTemplate.fill(Map.of(
                "action",
                form.action(),
                "onward",
                form.purpose(),
                "alert",
                PageLayout.alertBox("alert", "alert", error.orElse("")),
                "login",
                login,
                "join",
                join,
                "hidden",
                PageLayout.hiddenInputs(form.params(), csrf) + then));
        return layout.page(error.isPresent() ? 401 : 200, "Sign in", body);
    }

    Response consent(AuthorizationRequest authorization, Params params, Secret csrf, String username) {
        String body = consentTemplate.fill(Map.of(
                "app", appName(authorization),
                "website", websiteHtml(authorization.response().app()),
                "username", username,
                "deployment", layout.site().name(),
                "scopes", scopesHtml(authorization.scopes()),
                "asked", PageLayout.forwardedInputs(params),
                "hidden", PageLayout.hiddenInputs(params, csrf)));
        return layout.page(
                200,
                "Let " + appName(authorization) + " in?",
                body,
                authorization.response().redirectUri().scheme() + ":");
    }

    Response code(String code) {
        return layout.page(200, "Your code", this.codeTemplate.fill(Map.of("code", code)));
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

    /** What an app that holds the scope may do. */
    static String describeScope(Scope scope) {
        String word = scope.toString();
        int colon = word.indexOf(':');
        String what = colon < 0 ? "" : word.substring(colon + 1);
        return switch (colon < 0 ? word : word.substring(0, colon)) {
            case "read" -> what.isEmpty() ? "See everything in your account" : "See your " + what;
            case "write" -> what.isEmpty() ? "Post and change things for you" : "Change your " + what;
            case "follow" -> "Follow, mute and block people for you";
            case "push" -> "Send you notifications";
            case "profile" -> "See your name and profile";
            default -> "Nothing: there is no such administration here";
        };
    }
}
