package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.StreamClient;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;

/**
 * Tests that a token revoked at one instance, by any action, is rejected by the other instance, which had cached it,
 * and that its streams are closed there. Reusing a code revokes its token at every instance.
 */
class TokenRevocationTest {
    /** The TTL of a cached token, if the hint is lost. */
    private static final long MAX_NANOS = 5_000_000_000L;

    private static TestDeployment deployment;
    private static RegisteredApp app;
    private static int here;
    private static int there;
    private static int userCount;
    private static Person requester;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        // The concurrent redemptions of one code must not be rejected by load shedding.
        deployment.start(Map.of("SKEIN_OVERLOAD_LIMIT", "none"));
        deployment.start(Map.of("SKEIN_OVERLOAD_LIMIT", "none"));
        here = deployment.instance(0).config().http().port();
        there = deployment.instance(1).config().http().port();
        app = new RegisteredApp(here, "Birds", "read write");
        requester = deployment.signUp("anybody");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"revokes it", "revokes the app", "changes the password", "signs out everywhere", "leaves"})
    void a_token_is_rejected_everywhere_once_its_owner(String action) {
        Person alice = signUp();
        JsonObject client = new JsonObject().put("client_id", app.id).put("client_secret", app.secret);
        Person elsewhere = alice.withTokenOf(client, "read write").atPort(there);
        TestBrowser browser = new TestBrowser(here);
        browser.signIn(alice.name(), "correct horse " + alice.name());
        Person known = elsewhere.atPort(here);
        assertThat(status(known)).isEqualTo(200);
        assertThat(status(elsewhere)).isEqualTo(200);
        try (StreamClient socket = StreamClient.connectWebSocket(elsewhere, "user");
                StreamClient events = StreamClient.connectEventStream(elsewhere, "user")) {
            revoke(action, browser, elsewhere.token(), alice);
            long done = System.nanoTime();

            assertThat(status(known)).isEqualTo(401);
            TestDeployment.eventually("the other instance rejects it", () -> status(elsewhere) == 401);
            assertThat(socket.nextPayload(StreamClient.CLOSED)).startsWith("1008 ");
            assertThat(events.nextPayload(StreamClient.CLOSED)).isEmpty();
            assertThat(System.nanoTime() - done).isLessThan(MAX_NANOS);
        }
    }

    @Test
    void fifty_concurrent_redemptions_at_two_instances_yield_one_revoked_token() {
        Person alice = signUp();
        String code = code(alice);
        List<Callable<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int port = i % 2 == 0 ? here : there;
            all.add(() -> redeem(code, port));
        }

        List<HttpResponse<String>> responses = runConcurrently(all);

        List<String> tokens = responses.stream()
                .filter(response -> response.statusCode() == 200)
                .map(response -> new JsonObject(response.body()).getString("access_token"))
                .toList();
        assertThat(tokens).hasSize(1);
        assertThat(responses.stream().filter(response -> response.statusCode() == 400))
                .hasSize(49)
                .allMatch(response -> "invalid_grant".equals(new JsonObject(response.body()).getString("error")));
        assertThat(deployment.sql("select count(*) from oauth_token where revoked_at is null and account_id = "
                        + alice.id() + " and app_id = (select id from oauth_app where client_id = '" + app.id + "')"))
                .as("the second redeemer may have stolen the code, so the first token is revoked")
                .containsExactly("0");
        for (int port : List.of(here, there)) {
            Person holder = alice.withToken(tokens.get(0)).atPort(port);
            TestDeployment.eventually("it is rejected at " + port, () -> status(holder) == 401);
        }
    }

    @Test
    void reusing_a_code_at_another_instance_revokes_its_token_everywhere() {
        Person alice = signUp();
        String code = code(alice);
        HttpResponse<String> first = redeem(code, here);
        Person known = alice.withToken(new JsonObject(first.body()).getString("access_token"));
        Person elsewhere = known.atPort(there);
        assertThat(status(known)).isEqualTo(200);
        assertThat(status(elsewhere)).isEqualTo(200);
        try (StreamClient socket = StreamClient.connectWebSocket(known, "user")) {
            HttpResponse<String> again = redeem(code, there);
            long done = System.nanoTime();

            assertThat(again.statusCode()).isEqualTo(400);
            assertThat(new JsonObject(again.body()).getString("error")).isEqualTo("invalid_grant");
            assertThat(status(elsewhere)).isEqualTo(401);
            TestDeployment.eventually("the issuing instance rejects it", () -> status(known) == 401);
            assertThat(socket.nextPayload(StreamClient.CLOSED)).startsWith("1008 ");
            assertThat(System.nanoTime() - done).isLessThan(MAX_NANOS);
            assertThat(status(alice)).as("her other token").isEqualTo(200);
        }
    }

    @Test
    void a_code_expires_at_all_instances() {
        Person alice = signUp();
        String code = code(alice);
        deployment.sql(
                "update oauth_code set created_at = now() - interval '601 seconds' where account_id = " + alice.id());

        for (int port : List.of(here, there)) {
            assertThat(redeem(code, port).statusCode()).isEqualTo(400);
        }
        assertThat(deployment.sql("select token_id from oauth_code where account_id = " + alice.id()))
                .containsOnlyNulls();
    }

    private static Person signUp() {
        userCount++;
        return deployment.signUp("alice" + userCount);
    }

    /** The code that the app gets when a user authorizes it. */
    private static String code(Person person) {
        TestBrowser browser = new TestBrowser(here);
        browser.signIn(person.name(), "correct horse " + person.name());
        TestBrowser.BrowserResponse allowed = browser.submit(
                browser.open(app.authorizePath()), "/oauth/authorize", "csrf", Map.of("decision", "allow"));
        return allowed.location().replaceFirst(".*code=", "");
    }

    private static HttpResponse<String> redeem(String code, int port) {
        return requester
                .withToken("")
                .atPort(port)
                .send(
                        "POST",
                        "/oauth/token",
                        Map.of(
                                "grant_type",
                                "authorization_code",
                                "client_id",
                                app.id,
                                "client_secret",
                                app.secret,
                                "redirect_uri",
                                "urn:ietf:wg:oauth:2.0:oob",
                                "code",
                                code));
    }

    private static <T> List<T> runConcurrently(List<Callable<T>> all) {
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(all)) {
                done.add(one.get());
            }
            return done;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void revoke(String action, TestBrowser browser, String token, Person alice) {
        String password = "correct horse " + alice.name();
        switch (action) {
            case "revokes it" ->
                alice.withToken("")
                        .post(
                                "/oauth/revoke",
                                Map.of("client_id", app.id, "client_secret", app.secret, "token", token));
            case "revokes the app" ->
                browser.submit(
                        browser.open("/oauth/authorized_applications"),
                        "/oauth/authorized_applications/revoke",
                        "Birds",
                        Map.of());
            case "changes the password" ->
                browser.submit(
                        browser.open("/auth/edit"),
                        "/auth/edit",
                        Map.of(
                                "current_password",
                                password,
                                "password",
                                "new password",
                                "password_confirmation",
                                "new password",
                                "apps_too",
                                "1"));
            case "signs out everywhere" ->
                browser.submit(browser.open("/settings"), "/auth/sign_out_everywhere", Map.of());
            default -> browser.submit(browser.open("/auth/delete"), "/auth/delete", Map.of("password", password));
        }
    }

    private static int status(Person person) {
        return person.send("GET", "/api/v1/timelines/home", Map.of()).statusCode();
    }
}
