package social.skein.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A user with a client of the public API at one instance. */
public final class Person {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final String id;
    private final String token;
    private final int port;

    private Person(String name, String id, String token, int port) {
        this.name = name;
        this.id = id;
        this.token = token;
        this.port = port;
    }

    /** Signs in with name and password at the instance on this port, with all scopes that mobile clients use. */
    public static Person signIn(String name, String password, int port) {
        return signIn(name, password, port, "read write follow push");
    }

    /** Signs in with a token for these scopes. */
    public static Person signIn(String name, String password, int port, String scopes) {
        Person anonymous = new Person("nobody", "", "", port);
        JsonObject app = anonymous.registerApp();
        String token = anonymous.requestToken(app, name, password, scopes);
        String id = anonymous.get("/api/v1/accounts/lookup?acct=" + name).getString("id");
        return new Person(name, id, token, port);
    }

    /** Signs up through an app at the instance on this port, where registration must be open. */
    public static Person signUp(String name, String password, int port) {
        Person anonymous = new Person("nobody", "", "", port);
        JsonObject app = anonymous.registerApp();
        String appToken = anonymous
                .post(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                app.getString("client_id"),
                                "client_secret",
                                app.getString("client_secret"),
                                "scope",
                                "read write follow"))
                .getString("access_token");
        String token = anonymous
                .withToken(appToken)
                .post(
                        "/api/v1/accounts",
                        Map.of(
                                "username",
                                name,
                                "email",
                                name + "@example.org",
                                "password",
                                password,
                                "agreement",
                                "true",
                                "locale",
                                "en"))
                .getString("access_token");
        String id = anonymous
                .withToken(token)
                .get("/api/v1/accounts/verify_credentials")
                .getString("id");
        return new Person(name, id, token, port);
    }

    private JsonObject registerApp() {
        return post(
                "/api/v1/apps",
                Map.of(
                        "client_name", "stories",
                        "redirect_uris", "urn:ietf:wg:oauth:2.0:oob",
                        "scopes", "read write follow push"));
    }

    /** Requests the app's token for a name and a password. */
    private String requestToken(JsonObject app, String name, String password, String scopes) {
        return post(
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                app.getString("client_id"),
                                "client_secret",
                                app.getString("client_secret"),
                                "scope",
                                scopes,
                                "username",
                                name,
                                "password",
                                password))
                .getString("access_token");
    }

    /** Returns the same user with a token of this app; the user must be from a {@link TestDeployment}. */
    public Person withTokenOf(JsonObject app, String scopes) {
        return withToken(withToken("").requestToken(app, name, TestDeployment.password(name), scopes));
    }

    /** Returns the same user with a token for this scope only; the user must be from a {@link TestDeployment}. */
    public Person withScope(String scope) {
        return signIn(name, TestDeployment.password(name), port, scope);
    }

    /** Returns the same user at another instance. */
    public Person atPort(int otherPort) {
        return new Person(name, id, token, otherPort);
    }

    /** Returns the same user with another token. */
    public Person withToken(String other) {
        return new Person(name, id, other, port);
    }

    public String name() {
        return name;
    }

    public String id() {
        return id;
    }

    /** Returns the port of the user's instance. */
    public int port() {
        return port;
    }

    public String token() {
        return token;
    }

    public JsonObject posts(String text) {
        return posts(Map.of("status", text));
    }

    public JsonObject posts(Map<String, String> status) {
        return post("/api/v1/statuses", status);
    }

    public JsonObject replies(JsonObject to, String text) {
        return posts(Map.of("status", text, "in_reply_to_id", to.getString("id")));
    }

    public JsonObject boosts(JsonObject status) {
        return post("/api/v1/statuses/" + status.getString("id") + "/reblog", Map.of());
    }

    public void likes(JsonObject status) {
        post("/api/v1/statuses/" + status.getString("id") + "/favourite", Map.of());
    }

    public void follows(Person other) {
        assertThat(post("/api/v1/accounts/" + other.id + "/follow", Map.of()).getBoolean("following"))
                .isTrue();
    }

    public void unfollows(Person other) {
        assertThat(post("/api/v1/accounts/" + other.id + "/unfollow", Map.of()).getBoolean("following"))
                .isFalse();
    }

    public JsonObject deletes(JsonObject status) {
        return json(send("DELETE", "/api/v1/statuses/" + status.getString("id"), Map.of()));
    }

    /** Returns the ids of the first page of the home timeline. */
    public List<String> home() {
        return ids("/api/v1/timelines/home?limit=40");
    }

    public List<String> ids(String path) {
        return list(path).stream().map(entry -> entry.getString("id")).toList();
    }

    public List<JsonObject> list(String path) {
        HttpResponse<String> response = send("GET", path, Map.of());
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return new JsonArray(response.body())
                .stream().map(JsonObject.class::cast).toList();
    }

    public JsonObject get(String path) {
        return json(send("GET", path, Map.of()));
    }

    public JsonObject post(String path, Map<String, String> form) {
        return json(send("POST", path, form));
    }

    /** Sends a request and returns the response, whatever its status. */
    public HttpResponse<String> send(String method, String path, Map<String, String> form) {
        return send(method, path, form, Map.of());
    }

    public HttpResponse<String> send(
            String method, String path, Map<String, String> form, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(formEncode(form)));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(request::header);
        return exchange(request.build());
    }

    /** Sends a request with a JSON body, or without a body if it is empty. */
    public HttpResponse<String> sendJson(String method, String path, String body) {
        HttpRequest.Builder request =
                request(path).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return exchange(request.build());
    }

    /** Sends a multipart form with one file and returns the response, whatever its status. */
    public HttpResponse<String> upload(
            String method, String path, String field, byte[] file, Map<String, String> form) {
        return upload(method, path, Map.of(field, file), form);
    }

    /** Sends a multipart form with files and returns the response, whatever its status. */
    public HttpResponse<String> upload(
            String method, String path, Map<String, byte[]> files, Map<String, String> form) {
        String boundary = "xx-" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        form.forEach((name, value) ->
                body.writeBytes(part(boundary, "name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8))));
        files.forEach(
                (name, file) -> body.writeBytes(part(boundary, "name=\"" + name + "\"; filename=\"file\"", file)));
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return exchange(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .method(method, BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private static byte[] part(String boundary, String disposition, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    /** Uploads an attachment and returns it when it is ready. */
    public JsonObject uploads(byte[] file, Map<String, String> form) {
        HttpResponse<String> response = upload("POST", "/api/v1/media", "file", file, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(TIMEOUT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            OpenApiConformance.check(response);
            return response;
        } catch (IOException failure) {
            throw new AssertionError(request.method() + " " + request.uri(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static JsonObject json(HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as(response.request().method() + " " + response.uri() + " " + response.body())
                .isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static String formEncode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
