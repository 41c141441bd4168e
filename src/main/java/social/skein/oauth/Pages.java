package social.skein.oauth;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.http.Answer;
import social.skein.http.Html;
import social.skein.http.Params;
import social.skein.http.Scope;
import social.skein.http.Scopes;

/** The pages people see while an app asks for their account. */
final class Pages {
    private final Frame frame;
    private final Template signIn = Template.of("sign-in.html");
    private final Template consent = Template.of("consent.html");
    private final Template code = Template.of("code.html");

    Pages(Site site) {
        this.frame = new Frame(site);
    }

    /** For somebody an app sent here, who goes on to it afterwards. */
    Answer signIn(Ask ask, Params params, Secret csrf, String login, Optional<String> wrong) {
        return signIn(
                new SignInForm(
                        "/oauth/sign_in", "to go on to <strong>" + Html.escaped(name(ask)) + "</strong>", params),
                csrf,
                login,
                wrong);
    }

    /** For somebody who came by themselves. */
    Answer signIn(Params params, Secret csrf, String login, Optional<String> wrong) {
        return signIn(new SignInForm("/auth/sign_in", "to see to your account", params), csrf, login, wrong);
    }

    /** Where the form is sent, what the page says of where it leads, and what it carries on. */
    private record SignInForm(String action, String onward, Params params) {}

    private Answer signIn(SignInForm form, Secret csrf, String login, Optional<String> wrong) {
        String then = form.params()
                .text("then")
                .map(path -> Frame.input("then", path))
                .orElse("");
        String join = frame.site().mayJoin()
                ? "<p class=\"other\">New here? <a href=\"/auth/sign_up" + Html.escaped(Frame.query(form.params()))
                        + "\">Make an account</a></p>"
                : "";
        String body = signIn.fill(Map.of(
                "action",
                form.action(),
                "onward",
                form.onward(),
                "alert",
                Frame.box("alert", "alert", wrong.orElse("")),
                "login",
                login,
                "join",
                join,
                "hidden",
                Frame.hidden(form.params(), csrf) + then));
        return frame.page(wrong.isPresent() ? 401 : 200, "Sign in", body);
    }

    Answer consent(Ask ask, Params params, Secret csrf, String username) {
        String body = consent.fill(Map.of(
                "app", name(ask),
                "website", website(ask.reply().app()),
                "username", username,
                "deployment", frame.site().name(),
                "scopes", scopes(ask.scopes()),
                "asked", Frame.carried(params),
                "hidden", Frame.hidden(params, csrf)));
        return frame.page(
                200,
                "Let " + name(ask) + " in?",
                body,
                ask.reply().redirectUri().scheme() + ":");
    }

    Answer code(String code) {
        return frame.page(200, "Your code", this.code.fill(Map.of("code", code)));
    }

    Answer message(int status, String title, String sentence) {
        return frame.message(status, title, sentence);
    }

    private static String name(Ask ask) {
        return ask.reply().app().name();
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

    /** What an app that holds the scope may do. */
    static String meaning(Scope scope) {
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
