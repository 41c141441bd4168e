package social.skein.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** An app that is registered at an instance and has an app token, which belongs to no account. */
public final class RegisteredApp {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    public final String id;
    public final String secret;
    private final int port;
    private final String scopes;
    private final String token;

    public RegisteredApp(int port, String name, String scopes) {
        this.port = port;
        this.scopes = scopes;
        JsonObject app = new JsonObject(send(
                        "POST",
                        "/api/v1/apps",
                        "",
                        Map.of("client_name", name, "redirect_uris", OUT_OF_BAND, "scopes", scopes))
                .body());
        this.id = app.getString("client_id");
        this.secret = app.getString("client_secret");
        this.token = token(Map.of("grant_type", "client_credentials"));
    }

    /** Sends a request with the app token. */
    public HttpResponse<String> send(String method, String path, Map<String, String> form) {
        return send(method, path, token, form);
    }

    public HttpResponse<String> send(String method, String path, String bearer) {
        return send(method, path, bearer, Map.of());
    }

    /** Creates an account as clients do; {@code overrides} take precedence over the default fields. */
    public HttpResponse<String> signUp(String name, Map<String, String> overrides) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "username",
                name,
                "email",
                name + "@example.org",
                "password",
                "correct horse " + name,
                "agreement",
                "true",
                "locale",
                "en"));
        form.putAll(overrides);
        return send("POST", "/api/v1/accounts", form);
    }

    /** Returns the path of the page on which a user authorizes the app. */
    public String authorizePath() {
        return "/oauth/authorize?"
                + formEncode(
                        Map.of("response_type", "code", "client_id", id, "redirect_uri", OUT_OF_BAND, "scope", scopes));
    }

    public String redeem(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code));
    }

    /** Returns the form that exchanges a name and a password for a token. */
    public Map<String, String> passwordGrant(String login, String password) {
        return Map.of(
                "grant_type",
                "password",
                "client_id",
                id,
                "client_secret",
                secret,
                "username",
                login,
                "password",
                password);
    }

    private String token(Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("client_id", id, "client_secret", secret, "redirect_uri", OUT_OF_BAND, "scope", scopes));
        form.putAll(fields);
        return new JsonObject(send("POST", "/oauth/token", "", form).body()).getString("access_token");
    }

    private HttpResponse<String> send(String method, String path, String bearer, Map<String, String> form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(formEncode(form)));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            OpenApiConformance.check(response);
            return response;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String formEncode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
