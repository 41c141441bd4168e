package social.skein.support;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.support.People.Answered;

/** An app and the browser it opens, as a test drives them. */
public final class Client {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final People people;
    public final String id;
    public final String secret;
    public final String redirectUri;
    private final String scopes;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Client(People people, String redirectUri, String scopes) {
        this.people = people;
        this.redirectUri = redirectUri;
        this.scopes = scopes;
        JsonObject app = people.json(
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

    /** What the app asks with; a test changes it. */
    public Map<String, String> ask() {
        Map<String, String> ask = new LinkedHashMap<>();
        ask.put("response_type", "code");
        ask.put("client_id", id);
        ask.put("redirect_uri", redirectUri);
        ask.put("scope", scopes);
        return ask;
    }

    /** Opens the page in the browser. */
    public Answered open(Map<String, String> ask) {
        return keepCookies(people.get("/oauth/authorize?" + query(ask), "Cookie", cookieHeader()));
    }

    public Answered signIn(Map<String, String> ask, Answered page, String login, String password) {
        Map<String, String> form = filled(ask, page);
        form.put("login", login);
        form.put("password", password);
        return keepCookies(People.await(people.form("/oauth/sign_in", form, "Cookie", cookieHeader())));
    }

    public Answered decide(Map<String, String> ask, Answered page, String decision) {
        Map<String, String> form = filled(ask, page);
        form.put("decision", decision);
        return People.await(people.form("/oauth/authorize", form, "Cookie", cookieHeader()));
    }

    /** The whole way: sign in, let the app in; the answer is where the browser is sent. */
    public String letIn(Map<String, String> ask, String login) {
        Answered page = signIn(ask, open(ask), login, People.PASSWORD);
        return decide(ask, page, "allow").header("Location");
    }

    /** The code at the end of that way. */
    public String code(Map<String, String> ask, String login) {
        return letIn(ask, login).replaceFirst(".*[?&]code=([^&]+).*", "$1");
    }

    public Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", id);
        form.put("client_secret", secret);
        form.put("redirect_uri", redirectUri);
        form.put("code", code);
        return form;
    }

    public Answered redeem(String code) {
        return People.await(people.form("/oauth/token", redemption(code)));
    }

    /** A person's token. */
    public String token(String login) {
        return redeem(code(ask(), login)).json().getString("access_token");
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    private static Map<String, String> filled(Map<String, String> ask, Answered page) {
        Map<String, String> form = new LinkedHashMap<>(ask);
        form.remove("force_login");
        Matcher csrf = CSRF.matcher(page.body());
        if (csrf.find()) {
            form.put("csrf", csrf.group(1));
        }
        return form;
    }

    private Answered keepCookies(Answered answered) {
        for (String cookie : answered.response().cookies()) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answered;
    }

    private String cookieHeader() {
        StringBuilder header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                .append(name)
                .append('=')
                .append(value));
        return header.toString();
    }

    public static String query(Map<String, String> ask) {
        StringBuilder query = new StringBuilder();
        ask.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(People.encoded(value)));
        return query.toString();
    }
}
