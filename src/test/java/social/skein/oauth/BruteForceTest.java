package social.skein.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.FaultProxy;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;

/** Tests brute-force attacks on passwords and usernames, from many addresses and while Redis is down. */
class BruteForceTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PER_ACCOUNT = 5;
    private static final int PER_ADDRESS = 25;

    private static TestDeployment deployment;
    private static FaultProxy redis;
    private static RegisteredApp app;
    private static int port;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        redis = FaultProxy.to(deployment.stores().redisUri());
        port = deployment
                .start(Map.of(
                        "SKEIN_ROLES", "api",
                        "SKEIN_REDIS_URI", redis.uri(),
                        "SKEIN_AUTH_HASH_THREADS", "1",
                        "SKEIN_HTTP_BEHIND_PROXY", "true"))
                .config()
                .http()
                .port();
        for (String name : List.of("alice", "bob", "carol", "dave")) {
            deployment.signUp(name);
        }
        app = new RegisteredApp(port, "Guesser", "read write");
        redis.takeDown();
    }

    @AfterAll
    static void stop() {
        deployment.close();
        redis.close();
    }

    @Test
    void an_ipv6_network_counts_as_one_address() {
        for (int i = 0; i < PER_ACCOUNT; i++) {
            assertThat(guess("2001:db8:0:1::" + i, "alice", "wrong").statusCode())
                    .isEqualTo(400);
        }
        assertThat(guess("2001:db8:0:1:ffff::1", "alice", "wrong").statusCode()).isEqualTo(429);
        assertThat(guess("2001:db8:0:1::9", "alice", "correct horse alice").statusCode())
                .isEqualTo(429);
        assertThat(guess("2001:db8:0:2::1", "alice", "correct horse alice").statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_limit_per_address_ignores_forged_forwarded_headers() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(guess("203.0.113." + i + ", 192.0.2.7", "nobody" + i, "wrong")
                            .statusCode())
                    .isEqualTo(400);
        }
        HttpResponse<String> refused = guess("203.0.113.99, 192.0.2.7", "bob", "correct horse bob");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Too many requests\"}");
        assertThat(guess("192.0.2.8", "bob", "correct horse bob").statusCode()).isEqualTo(200);
    }

    @Test
    void all_endpoints_share_the_attempt_counter() {
        TestBrowser browser = new TestBrowser(port);
        assertThat(browser.signIn("carol", "correct horse carol").location()).isEqualTo("/settings");
        TestBrowser.BrowserResponse edit = browser.open("/auth/edit");
        TestBrowser.BrowserResponse delete = browser.open("/auth/delete");
        TestBrowser otherBrowser = new TestBrowser(port);
        assertThat(otherBrowser.signIn("carol", "wrong").status()).isEqualTo(401);
        assertThat(guess("127.0.0.1", "carol", "wrong").statusCode()).isEqualTo(400);
        assertThat(guess("127.0.0.1", "carol@example.org", "wrong").statusCode())
                .isEqualTo(400);
        Map<String, String> newPassword =
                Map.of("current_password", "wrong", "password", "new horse", "password_confirmation", "new horse");
        assertThat(browser.submit(edit, "/auth/edit", newPassword).status()).isEqualTo(422);
        assertThat(browser.submit(delete, "/auth/delete", Map.of("password", "wrong"))
                        .status())
                .isEqualTo(422);

        assertThat(otherBrowser.signIn("carol", "correct horse carol").status()).isEqualTo(429);
        assertThat(guess("127.0.0.1", "carol", "correct horse carol").statusCode())
                .isEqualTo(429);
        assertThat(browser.submit(edit, "/auth/edit", newPassword).status()).isEqualTo(429);
        assertThat(browser.submit(delete, "/auth/delete", Map.of("password", "correct horse carol"))
                        .status())
                .isEqualTo(429);
        assertThat(otherBrowser.open("/auth/sign_in").status())
                .as("only attempts are limited")
                .isEqualTo(200);
    }

    @Test
    void an_unknown_login_and_a_wrong_password_get_the_same_response() {
        HttpResponse<String> wrong = guess("192.0.2.20", "dave", "wrong");
        for (String unknown : List.of("nobody", "no.body@example.org", "x".repeat(1_000_000), "%", "dave'--", "ＤＡＶＥ")) {
            HttpResponse<String> response = guess("192.0.2.21", unknown, "wrong");
            assertThat(response.statusCode()).isEqualTo(wrong.statusCode());
            assertThat(response.body()).isEqualTo(wrong.body());
            assertThat(response.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        }
        TestBrowser browser = new TestBrowser(port);
        assertThat(page(browser.signIn("dave", "wrong"), "dave"))
                .isEqualTo(page(browser.signIn("nobody", "wrong"), "nobody"));
    }

    @Test
    void a_full_hashing_queue_returns_503_at_once() {
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 40)
                .mapToObj(i ->
                        HTTP.sendAsync(request("192.0.2." + (100 + i), "mob" + i, "wrong"), BodyHandlers.ofString()))
                .toList();

        List<HttpResponse<String>> responses =
                all.stream().map(CompletableFuture::join).toList();

        assertThat(responses.stream().map(HttpResponse::statusCode))
                .contains(400)
                .containsOnly(400, 503);
        List<HttpResponse<String>> refused = responses.stream()
                .filter(response -> response.statusCode() == 503)
                .toList();
        assertThat(refused).hasSizeGreaterThanOrEqualTo(40 - 17 - 3);
        assertThat(refused.get(0).headers().firstValue("Retry-After")).isPresent();
    }

    /** Requests that need an account fail; pages that need none still work. */
    @Test
    void without_the_database_no_request_is_authenticated() {
        Person dave = Person.signIn("dave", "correct horse dave", port);
        TestBrowser browser = new TestBrowser(port);
        try (FaultProxy postgres = FaultProxy.to(deployment.stores().postgresUri())) {
            int other = deployment
                    .start(Map.of(
                            "SKEIN_ROLES",
                            "api",
                            "SKEIN_POSTGRES_URI",
                            postgres.uri(),
                            "SKEIN_AUTH_PASSWORD_GRANT",
                            "true"))
                    .config()
                    .http()
                    .port();
            postgres.takeDown();

            for (String token : List.of(dave.token(), "made-up")) {
                HttpResponse<String> response =
                        dave.atPort(other).withToken(token).send("GET", "/api/v1/timelines/home", Map.of());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).isPresent();
            }
            assertThat(dave.atPort(other)
                            .withToken("")
                            .send("POST", "/oauth/token", app.passwordGrant("dave", "correct horse dave"))
                            .statusCode())
                    .isEqualTo(503);
            TestBrowser.BrowserResponse signIn = new TestBrowser(other).signIn("dave", "correct horse dave");
            assertThat(signIn.status()).isEqualTo(503);
            assertThat(new TestBrowser(other).open("/").status()).isEqualTo(200);
            deployment.stop(1);
        }
        assertThat(browser.signIn("dave", "correct horse dave").status()).isEqualTo(302);
    }

    /** The page without the CSRF token and the submitted text. */
    private static String page(TestBrowser.BrowserResponse signInPage, String typed) {
        assertThat(signInPage.status()).isEqualTo(401);
        return signInPage
                .body()
                .replaceAll("name=\"csrf\" value=\"[^\"]+\"", "")
                .replace(typed, "");
    }

    private static HttpResponse<String> guess(String address, String login, String password) {
        try {
            return HTTP.send(request(address, login, password), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static HttpRequest request(String address, String login, String password) {
        String body = app.passwordGrant(login, password).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
