package social.skein.support;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.support.AuthTestServer.TestResponse;

/** An app and the browser in which users authorize it. */
public final class OAuthClient {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final AuthTestServer server;
    public final String id;
    public final String secret;
    public final String redirectUri;
    private final String scopes;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public OAuthClient(AuthTestServer server, String redirectUri, String scopes) {
        this.server = server;
        this.redirectUri = redirectUri;
        this.scopes = scopes;
        JsonObject app = server.json(
                        HttpMethod.POST,
                        "/api/v1/apps",
                        new JsonObject()
                                .put("client_name", "Birdwatcher")
                                .put("redirect_uris", redirectUri)
                                .put("scopes", scopes))
                .json();
        this.id = app.getString("client_id");
        this.secret = app.getString("client_secret");
    }

    /** Returns the parameters of the app's authorization request, which tests modify. */
    public Map<String, String> authorizationParams() {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("response_type", "code");
        params.put("client_id", id);
        params.put("redirect_uri", redirectUri);
        params.put("scope", scopes);
        return params;
    }

    /** Opens the authorization page in the browser. */
    public TestResponse open(Map<String, String> params) {
        return storeCookies(server.get("/oauth/authorize?" + queryString(params), "Cookie", cookieHeader()));
    }

    public TestResponse signIn(Map<String, String> params, TestResponse page, String login, String password) {
        Map<String, String> form = formFrom(params, page);
        form.put("login", login);
        form.put("password", password);
        return storeCookies(AuthTestServer.await(server.form("/oauth/sign_in", form, "Cookie", cookieHeader())));
    }

    public TestResponse submitDecision(Map<String, String> params, TestResponse page, String decision) {
        Map<String, String> form = formFrom(params, page);
        form.put("decision", decision);
        return AuthTestServer.await(server.form("/oauth/authorize", form, "Cookie", cookieHeader()));
    }

    /** Signs in and authorizes the app; returns the address to which the browser is redirected. */
    public String authorize(Map<String, String> params, String login) {
        TestResponse page = signIn(params, open(params), login, AuthTestServer.PASSWORD);
        return submitDecision(params, page, "allow").header("Location");
    }

    /** Authorizes the app and returns its code. */
    public String obtainCode(Map<String, String> params, String login) {
        return authorize(params, login).replaceFirst(".*[?&]code=([^&]+).*", "$1");
    }

    public Map<String, String> tokenRequest(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", id);
        form.put("client_secret", secret);
        form.put("redirect_uri", redirectUri);
        form.put("code", code);
        return form;
    }

    public TestResponse redeem(String code) {
        return AuthTestServer.await(server.form("/oauth/token", tokenRequest(code)));
    }

    /** Authorizes the app and returns its token for a user. */
    public String obtainToken(String login) {
        return redeem(obtainCode(authorizationParams(), login)).json().getString("access_token");
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    private static Map<String, String> formFrom(Map<String, String> params, TestResponse page) {
        Map<String, String> form = new LinkedHashMap<>(params);
        form.remove("force_login");
        Matcher csrf = CSRF.matcher(page.body());
        if (csrf.find()) {
            form.put("csrf", csrf.group(1));
        }
        return form;
    }

    private TestResponse storeCookies(TestResponse response) {
        for (String cookie : response.response().cookies()) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }

    private String cookieHeader() {
        StringBuilder header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        return header.toString();
    }

    public static String queryString(Map<String, String> params) {
        StringBuilder query = new StringBuilder();
        params.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(AuthTestServer.urlEncode(value)));
        return query.toString();
    }
}
