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

/** The layout of all pages. They run no scripts, load nothing from other origins but media, and cannot be framed. */
public final class PageLayout {
    /** The parameters of an authorization request, which each form forwards. */
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

    public PageLayout(SiteInfo site) {
        this.site = site;
    }

    SiteInfo site() {
        return site;
    }

    Response page(int status, String title, String body) {
        return page(status, title, "", body, "; form-action 'self'");
    }

    /**
     * Renders a page whose form is answered by a redirect to an app. It has no {@code form-action}: browsers apply that
     * to every redirect that follows, and the app's web server may redirect further, to a scheme of the app.
     */
    Response pageWithRedirectingForm(int status, String title, String body) {
        return page(status, title, "", body, "");
    }

    /**
     * Renders a page without a form, with pictures, videos and sounds.
     *
     * @param head further elements of the page's head, as HTML
     * @param mediaSource where media may come from, as in a {@code Content-Security-Policy}
     */
    public Response pageWithMedia(String title, String head, String body, String mediaSource) {
        return page(
                200, title, head, body, "; form-action 'none'; img-src " + mediaSource + "; media-src " + mediaSource);
    }

    private Response page(int status, String title, String head, String body, String policy) {
        String page = pageTemplate.fill(Map.of("title", title, "deployment", site.name(), "head", head, "body", body));
        return Response.html(status, page)
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'" + policy)
                .withHeader("X-Frame-Options", "DENY")
                .withHeader("Referrer-Policy", "no-referrer");
    }

    public Response message(int status, String title, String sentence) {
        return page(status, title, messageTemplate.fill(Map.of("title", title, "sentence", sentence)));
    }

    /** The error page of a {@link Problem}; any other failure is passed on. */
    public Future<Response> errorPage(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return Future.failedFuture(failure);
        }
        return Future.succeededFuture(
                problem instanceof Problem.TooManyRequests
                        ? message(429, "Too many attempts", "Please wait five minutes, then try again.")
                        : message(problem.status(), "Something went wrong", withPeriod(problem.detail())));
    }

    private static String withPeriod(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** A message box for the top of a page; empty for an empty sentence. */
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

    /** The forwarded parameters without the CSRF token, for forms sent by GET: their fields end up in the URL. */
    static String forwardedInputs(Params params) {
        return FORWARDED_PARAMS.stream()
                .map(name ->
                        params.text(name).map(value -> hiddenInput(name, value)).orElse(""))
                .collect(Collectors.joining());
    }

    /** The forwarded parameters as a query string; empty without an authorization request. */
    static String forwardedQuery(Params params) {
        return params.text("client_id").isEmpty()
                ? ""
                : FORWARDED_PARAMS.stream()
                        .flatMap(name -> params.text(name).stream()
                                .map(value -> name + "=" + AuthorizationResponse.urlEncode(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
