package social.skein.web;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import social.skein.http.HtmlEscape;
import social.skein.http.Params;
import social.skein.http.Response;
import social.skein.model.Problem;
import social.skein.oauth.AuthorizationResponse;
import social.skein.signin.Secret;

/** What all our pages have around them. No script, nothing from elsewhere, never in a frame. */
final class PageLayout {
    /** What an app asks with; a form carries it on. */
    private static final List<String> FORWARDED_PARAMS = List.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "code_challenge",
            "code_challenge_method",
            "lang");

    private final SiteInfo site;
    private final HtmlTemplate pageTemplate = HtmlTemplate.load("frame.html");
    private final HtmlTemplate messageTemplate = HtmlTemplate.load("message.html");

    PageLayout(SiteInfo site) {
        this.site = site;
    }

    SiteInfo site() {
        return site;
    }

    Response page(int status, String title, String body) {
        return page(status, title, body, "");
    }

    /**
     * @param formRedirectScheme the scheme of the app's address: browsers count the redirect that answers a form as part of it
     */
    Response page(int status, String title, String body, String formRedirectScheme) {
        String page = pageTemplate.fill(Map.of("title", title, "deployment", site.name(), "body", body));
        return Response.html(status, page)
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                                + formRedirectScheme)
                .withHeader("X-Frame-Options", "DENY")
                .withHeader("Referrer-Policy", "no-referrer");
    }

    Response message(int status, String title, String sentence) {
        return page(status, title, messageTemplate.fill(Map.of("title", title, "sentence", sentence)));
    }

    /** The page that says why something did not work; what is no {@link Problem} goes on to be a failure of ours. */
    Future<Response> errorPage(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return Future.failedFuture(failure);
        }
        return Future.succeededFuture(
                problem instanceof Problem.TooManyRequests
                        ? message(429, "Too many tries", "Please wait five minutes, and then start again.")
                        : message(problem.status(), "That did not work", withPeriod(problem.detail())));
    }

    private static String withPeriod(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** A sentence in a box on top of a page; empty where there is none. */
    static String alertBox(String kind, String role, String sentence) {
        return sentence.isEmpty()
                ? ""
                : "<p class=\"" + kind + "\" role=\"" + role + "\">" + HtmlEscape.escape(sentence) + "</p>";
    }

    static String hiddenInput(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + HtmlEscape.escape(value) + "\">";
    }

    static String hiddenInputs(Params params, Secret csrf) {
        return forwardedInputs(params) + csrfInput(csrf);
    }

    static String csrfInput(Secret csrf) {
        return hiddenInput("csrf", csrf.text());
    }

    /** For a form that changes nothing, whose fields end up in the address bar. */
    static String forwardedInputs(Params params) {
        return FORWARDED_PARAMS.stream()
                .map(name ->
                        params.text(name).map(value -> hiddenInput(name, value)).orElse(""))
                .collect(Collectors.joining());
    }

    /** The same as a query; empty where no app asks for anything. */
    static String forwardedQuery(Params params) {
        return params.text("client_id").isEmpty()
                ? ""
                : FORWARDED_PARAMS.stream()
                        .flatMap(name -> params.text(name).stream()
                                .map(value -> name + "=" + AuthorizationResponse.urlEncode(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
