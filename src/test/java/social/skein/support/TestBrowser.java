package social.skein.support;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser that stores cookies and runs no scripts; the test follows links and submits forms. */
public final class TestBrowser {
    private static final Pattern HIDDEN_FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\">");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final int port;
    private final String userAgent;

    public TestBrowser(int port, String userAgent) {
        this.port = port;
        this.userAgent = userAgent;
    }

    public TestBrowser(int port) {
        this(port, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    }

    /** A page, with the target of its redirect. */
    public record BrowserResponse(int status, String body, String location) {}

    public BrowserResponse open(String path) {
        return exchangePage(request(path));
    }

    /** Opens a page and returns the whole response. */
    public HttpResponse<String> get(String path) {
        return exchange(request(path));
    }

    /** Submits the form of a page that has this action, with its hidden fields. */
    public BrowserResponse submit(BrowserResponse page, String action, Map<String, String> fields) {
        return submit(page, action, "", fields);
    }

    /** Submits the form of a page that has this action and contains this text, with its hidden fields. */
    public BrowserResponse submit(BrowserResponse page, String action, String containing, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String part : page.body().split("<form ", -1)) {
            String markup = part.split("</form>", 2)[0];
            if (markup.contains("action=\"" + action + "\"") && markup.contains(containing)) {
                Matcher hidden = HIDDEN_FIELD.matcher(markup);
                while (hidden.find()) {
                    form.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
                }
                break;
            }
        }
        form.putAll(fields);
        return post(action, form);
    }

    public BrowserResponse post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> urlEncode(field.getKey()) + "=" + urlEncode(field.getValue()))
                .collect(Collectors.joining("&"));
        return exchangePage(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Returns the values of all cookies. */
    public List<String> cookieValues() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getValue)
                .toList();
    }

    /** Signs in on the page of the instance. */
    public BrowserResponse signIn(String login, String password) {
        return submit(open("/auth/sign_in"), "/auth/sign_in", Map.of("login", login, "password", password));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("User-Agent", userAgent);
    }

    private BrowserResponse exchangePage(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request);
        return new BrowserResponse(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Location").orElse(""));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
