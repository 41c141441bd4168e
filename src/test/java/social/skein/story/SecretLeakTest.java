package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.support.ApiOperation;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;
import social.skein.support.TestLogging;

/**
 * Sends the password, tokens, code, cookies and other secrets of a user to every place where a client can send them,
 * valid and invalid, both while the server works and while its statements fail. None of them may appear in the debug
 * log, in the metrics, in an error response or in a table.
 */
class SecretLeakTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final PrintStream STDERR = System.err;
    private static final ByteArrayOutputStream CAPTURED_LOG = new ByteArrayOutputStream();
    private static final String OOB = "urn:ietf:wg:oauth:2.0:oob";

    /** The secrets by description. */
    private static final Map<String, String> SECRETS = new LinkedHashMap<>();

    private static final List<String> ERROR_RESPONSES = new ArrayList<>();

    private static TestDeployment deployment;
    private static int port;

    @BeforeAll
    static void start() {
        System.setErr(new PrintStream(CAPTURED_LOG, true, StandardCharsets.UTF_8));
        Logging.configure(new Config.Log(Config.Log.Format.JSON, Level.DEBUG, Level.DEBUG));
        deployment = TestDeployment.unstarted();
        port = deployment
                .start(Map.of("SKEIN_REGISTRATION", "open"))
                .config()
                .http()
                .port();
    }

    @AfterAll
    static void stop() {
        try {
            deployment.close();
        } finally {
            restoreLogging();
        }
    }

    private static void restoreLogging() {
        System.setErr(STDERR);
        TestLogging.restore();
    }

    @Test
    void no_secret_is_logged_stored_or_returned() {
        Person alice = signUp();
        signIn();
        SECRETS.put("a key", "canary-" + UUID.randomUUID());
        SECRETS.put("an unknown token", "canary-" + UUID.randomUUID());

        sendSecretsEverywhere();
        openStreams(alice);
        deployment.sql("alter table credential rename to credential_away");
        deployment.sql("alter table status rename to status_away");
        guess("alice@example.org");
        sendSecretsEverywhere();
        deployment.sql("alter table credential_away rename to credential");
        deployment.sql("alter table status_away rename to status");
        deployment.settle();

        String metrics = send("GET", deployment.instance(0).config().ops().port(), "/metrics", Map.of(), "")
                .body();
        Logging.stop();
        String log = CAPTURED_LOG.toString(StandardCharsets.UTF_8);
        restoreLogging();
        assertThat(log).as("something is logged").contains("failed and was answered with 500");
        assertThat(metrics).contains("skein_http_requests");
        assertThat(ERROR_RESPONSES).hasSizeGreaterThan(300);
        SECRETS.forEach((what, secret) -> {
            assertThat(secret).as(what).hasSizeGreaterThan(30);
            assertThat(log.lines().filter(line -> line.contains(secret)).findFirst())
                    .as(what + " in the log")
                    .isEmpty();
            assertThat(metrics.contains(secret)).as(what + " in the metrics").isFalse();
            assertThat(ERROR_RESPONSES.stream()
                            .filter(response -> response.contains(secret))
                            .findFirst())
                    .as(what + " in an error response")
                    .isEmpty();
        });
        assertThat(storedSecrets()).isEmpty();
    }

    private static Person signUp() {
        RegisteredApp app = new RegisteredApp(port, "Canary", "read write follow push");
        SECRETS.put("a client secret", app.secret);
        SECRETS.put("a password", "canary " + UUID.randomUUID());
        String token = new JsonObject(app.signUp("alice", Map.of("password", SECRETS.get("a password")))
                        .body())
                .getString("access_token");
        SECRETS.put("a token", token);
        SECRETS.put("a client id", app.id);
        return Person.signIn("alice", SECRETS.get("a password"), port).withToken(token);
    }

    /** Signs in on the instance's pages and obtains a code and its token. */
    private static void signIn() {
        HttpResponse<String> page = send("GET", port, "/auth/sign_in", Map.of(), "");
        SECRETS.put("a browser's cookie", cookie(page));
        SECRETS.put("a form's secret", csrf(page));
        Map<String, String> browser = Map.of("Cookie", "skein_browser=" + SECRETS.get("a browser's cookie"));
        HttpResponse<String> in = form(
                "/auth/sign_in",
                browser,
                Map.of(
                        "login", "alice",
                        "password", SECRETS.get("a password"),
                        "csrf", SECRETS.get("a form's secret")));
        SECRETS.put("a session's cookie", cookie(in));
        Map<String, String> params = new LinkedHashMap<>(Map.of(
                "response_type",
                "code",
                "client_id",
                SECRETS.remove("a client id"),
                "redirect_uri",
                OOB,
                "scope",
                "read",
                "csrf",
                SECRETS.get("a form's secret"),
                "decision",
                "allow"));
        HttpResponse<String> allowed = form(
                "/oauth/authorize",
                Map.of(
                        "Cookie",
                        "skein_browser=" + SECRETS.get("a browser's cookie") + "; skein_session="
                                + SECRETS.get("a session's cookie")),
                params);
        SECRETS.put(
                "a code", allowed.headers().firstValue("Location").orElse("").replaceFirst(".*code=", ""));
        params.putAll(Map.of(
                "grant_type", "authorization_code",
                "code", SECRETS.get("a code"),
                "client_secret", SECRETS.get("a client secret")));
        SECRETS.put(
                "another token",
                new JsonObject(form("/oauth/token", Map.of(), params).body()).getString("access_token"));
        form("/oauth/token", Map.of(), params);
    }

    /** Sends secrets to every operation: in headers, in the query, in the body, and in a truncated body. */
    private static void sendSecretsEverywhere() {
        JsonObject all = new JsonObject();
        List.of("password", "client_secret", "code", "token", "current_password", "username", "client_id")
                .forEach(name -> all.put(name, SECRETS.get("a password")));
        for (ApiOperation operation : ApiOperation.all()) {
            String path = operation.path().replaceAll("\\{[^}]+}", "1");
            for (String token : List.of("a token", "an unknown token")) {
                Map<String, String> headers = Map.of(
                        "Authorization",
                        "Bearer " + SECRETS.get(token),
                        "Idempotency-Key",
                        SECRETS.get("a key"),
                        "Cookie",
                        "skein_session=" + SECRETS.get("a session's cookie"),
                        "Content-Type",
                        "application/json");
                send(operation.method(), port, path, headers, operation.body().isEmpty() ? "" : all.encode());
            }
            send(
                    operation.method(),
                    port,
                    path + "?access_token=" + SECRETS.get("another token") + "&limit=-1&max_id=x",
                    Map.of("Content-Type", "application/json"),
                    "{\"password\":\"" + SECRETS.get("a password"));
        }
    }

    private static void openStreams(Person alice) {
        StreamClient.connectWebSocket(alice, "user").close();
        send("GET", port, "/api/v1/streaming?stream=user&access_token=" + SECRETS.get("another token"), Map.of(), "");
        send("GET", port, "/api/v1/streaming/user?access_token=" + SECRETS.get("an unknown token"), Map.of(), "");
        guess("alice");
        guess("nobody");
    }

    private static void guess(String login) {
        form(
                "/oauth/token",
                Map.of(),
                Map.of(
                        "grant_type",
                        "password",
                        "username",
                        login,
                        "password",
                        SECRETS.get("a password"),
                        "client_id",
                        "nobody",
                        "client_secret",
                        SECRETS.get("a client secret")));
        form(
                "/auth/sign_in",
                Map.of("Cookie", "skein_browser=" + SECRETS.get("a browser's cookie")),
                Map.of(
                        "login",
                        login,
                        "password",
                        SECRETS.get("a password") + "?",
                        "csrf",
                        SECRETS.get("a form's secret")));
    }

    /** Returns descriptions of the stored secrets, which an attacker with a dump of the database could replay. */
    private static List<String> storedSecrets() {
        List<String> found = new ArrayList<>();
        for (String table :
                deployment.sql("select quote_ident(tablename) from pg_tables where schemaname = 'public'")) {
            for (String row : deployment.sql("select t::text from " + table + " t")) {
                SECRETS.forEach((what, secret) -> {
                    if (!what.equals("a key") && row.contains(secret)) {
                        found.add(what + " in " + table);
                    }
                });
            }
        }
        return found;
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Set-Cookie")
                .orElse("")
                .replaceFirst("^[^=]+=", "")
                .replaceFirst(";.*", "");
    }

    private static String csrf(HttpResponse<String> page) {
        Matcher hidden = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(hidden.find()).isTrue();
        return hidden.group(1);
    }

    private static HttpResponse<String> form(String path, Map<String, String> headers, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", port, path, all, body);
    }

    private static HttpResponse<String> send(
            String method, int port, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                ERROR_RESPONSES.add(method + " " + path.replaceFirst("\\?.*", "") + " "
                        + response.headers().map()
                        + response.body()
                                .replace("value=\"" + SECRETS.getOrDefault("a form's secret", "-") + "\"", ""));
            }
            return response;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
