package social.skein.oauth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import social.skein.http.Answer;
import social.skein.http.Html;
import social.skein.http.Params;
import social.skein.model.Problem;

/** What all our pages have around them. No script, nothing from elsewhere, never in a frame. */
final class Frame {
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

    private final Site site;
    private final Template frame = Template.of("frame.html");
    private final Template message = Template.of("message.html");

    Frame(Site site) {
        this.site = site;
    }

    Site site() {
        return site;
    }

    Answer page(int status, String title, String body) {
        return page(status, title, body, "");
    }

    /**
     * @param answered the scheme of the app's address: browsers count the redirect that answers a form as part of it
     */
    Answer page(int status, String title, String body, String answered) {
        String page = frame.fill(Map.of("title", title, "deployment", site.name(), "body", body));
        return Answer.html(status, page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                                + answered)
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer");
    }

    Answer message(int status, String title, String sentence) {
        return page(status, title, message.fill(Map.of("title", title, "sentence", sentence)));
    }

    /** The page that says why something did not work; what is no {@link Problem} goes on to be a failure of ours. */
    Future<Answer> explain(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return Future.failedFuture(failure);
        }
        return Future.succeededFuture(
                problem instanceof Problem.TooMany
                        ? message(429, "Too many tries", "Please wait five minutes, and then start again.")
                        : message(problem.status(), "That did not work", ended(problem.sentence())));
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** A sentence in a box on top of a page; empty where there is none. */
    static String box(String kind, String role, String sentence) {
        return sentence.isEmpty()
                ? ""
                : "<p class=\"" + kind + "\" role=\"" + role + "\">" + Html.escaped(sentence) + "</p>";
    }

    static String input(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.escaped(value) + "\">";
    }

    static String hidden(Params params, Secret csrf) {
        return carried(params) + csrf(csrf);
    }

    static String csrf(Secret csrf) {
        return input("csrf", csrf.text());
    }

    /** For a form that changes nothing, whose fields end up in the address bar. */
    static String carried(Params params) {
        return CARRIED.stream()
                .map(name -> params.text(name).map(value -> input(name, value)).orElse(""))
                .collect(Collectors.joining());
    }

    /** The same as a query; empty where no app asks for anything. */
    static String query(Params params) {
        return params.text("client_id").isEmpty()
                ? ""
                : CARRIED.stream()
                        .flatMap(name -> params.text(name).stream().map(value -> name + "=" + Reply.encoded(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
