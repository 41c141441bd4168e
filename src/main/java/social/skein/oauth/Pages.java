package social.skein.oauth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.http.Answer;
import social.skein.http.Html;
import social.skein.http.Params;
import social.skein.http.Scope;
import social.skein.http.Scopes;

/** The pages people see while an app asks for their account. No script, nothing from elsewhere, never in a frame. */
final class Pages {
    /** What an app asks with; a form carries it on. */
    private static final List<String> CARRIED = List.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "lang");

    private final String deployment;
    private final Template frame = Template.of("frame.html");
    private final Template signIn = Template.of("sign-in.html");
    private final Template consent = Template.of("consent.html");
    private final Template code = Template.of("code.html");
    private final Template message = Template.of("message.html");

    Pages(String deployment) {
        this.deployment = deployment;
    }

    Answer signIn(Ask ask, Params params, Secret csrf, String login, Optional<String> wrong) {
        String alert = wrong.map(sentence -> "<p class=\"alert\" role=\"alert\">" + Html.escaped(sentence) + "</p>")
                .orElse("");
        String body = signIn.fill(Map.of(
                "app", ask.reply().app().name(),
                "deployment", deployment,
                "alert", alert,
                "login", login,
                "hidden", hidden(params, csrf)));
        return page(wrong.isPresent() ? 401 : 200, "Sign in", body, "");
    }

    Answer consent(Ask ask, Params params, Secret csrf, String username) {
        String body = consent.fill(Map.of(
                "app", ask.reply().app().name(),
                "website", website(ask.reply().app()),
                "username", username,
                "deployment", deployment,
                "scopes", scopes(ask.scopes()),
                "asked", carried(params),
                "hidden", hidden(params, csrf)));
        return page(
                200,
                "Let " + ask.reply().app().name() + " in?",
                body,
                ask.reply().redirectUri().scheme() + ":");
    }

    Answer code(String code) {
        return page(200, "Your code", this.code.fill(Map.of("code", code)), "");
    }

    Answer message(int status, String title, String sentence) {
        return page(status, title, message.fill(Map.of("title", title, "sentence", sentence)), "");
    }

    /**
     * @param answered the scheme of the app's address: browsers count the redirect that answers a form as part of it
     */
    private Answer page(int status, String title, String body, String answered) {
        String page = frame.fill(Map.of("title", title, "deployment", deployment, "body", body));
        return Answer.html(status, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                                + answered)
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer");
    }

    private static String hidden(Params params, Secret csrf) {
        return carried(params) + input("csrf", csrf.text());
    }

    /** For a form that changes nothing, whose fields end up in the address bar. */
    private static String carried(Params params) {
        return CARRIED.stream()
                .map(name -> params.text(name).map(value -> input(name, value)).orElse(""))
                .collect(Collectors.joining());
    }

    private static String input(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.escaped(value) + "\">";
    }

    private static String website(App app) {
        return app.website()
                .map(url -> "<p class=\"quiet\">" + Html.escaped(url) + "</p>")
                .orElse("");
    }

    private static String scopes(Scopes scopes) {
        return scopes.scopes().stream()
                .map(scope -> "<li><span>" + Html.escaped(meaning(scope)) + "</span> <code>" + scope + "</code></li>")
                .collect(Collectors.joining());
    }

    private static String meaning(Scope scope) {
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
