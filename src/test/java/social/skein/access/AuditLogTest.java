package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.event.Level;
import social.skein.app.Blocking;
import social.skein.auditlog.AuditLog;
import social.skein.config.Config;
import social.skein.config.Logging;
import social.skein.model.AccountId;
import social.skein.oauth.OauthFeature;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;
import social.skein.support.TestLogging;

/**
 * Tests the audit log: sign-ins, denials, revocations and moderation are one line each, with actor, target and request
 * id. It contains no user input, and a flood of denials is sampled.
 */
@TestMethodOrder(MethodOrderer.MethodName.class) // The flood must run last: it suppresses the lines of others.
class AuditLogTest {
    private static final PrintStream STDERR = System.err;
    private static final String FORGED = "alice\r\n{\"logger_name\":\"social.skein.audit\",\"message\":\"signed-in\"}";

    private static TestDeployment deployment;
    private static RegisteredApp app;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        int port = deployment
                .start(Map.of(
                        "SKEIN_ROLES", "api",
                        "SKEIN_HTTP_BEHIND_PROXY", "true",
                        "SKEIN_RATE_LIMITS_PER_ADDRESS", "3/5m"))
                .config()
                .http()
                .port();
        app = new RegisteredApp(port, "Birds", "read write");
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void sign_ins_and_failures_are_logged() {
        List<JsonObject> lines = captureLog(() -> {
            signIn("alice", "correct horse alice", "203.0.113.1");
            IntStream.range(0, 9).forEach(time -> signIn("alice", "canary-wrong", "203.0.113.2"));
            signIn(FORGED, "canary-wrong", "203.0.113.3");
        });

        String her = "account " + alice.id();
        assertThat(lines)
                .extracting(line -> line.getString("message"))
                .containsExactly(
                        "signed-in: " + her + ", from address 203.0.113.1",
                        "sign-in-failed: address 203.0.113.2, " + her,
                        "sign-in-failed: address 203.0.113.2, " + her,
                        "sign-in-failed: address 203.0.113.2, " + her,
                        "sign-in-failed: address 203.0.113.2, " + her,
                        "sign-in-failed: address 203.0.113.2, " + her,
                        "sign-in-rate-limited: address 203.0.113.2, " + her,
                        "rate-limited: address 203.0.113.2, POST /oauth/token",
                        "sign-in-failed: address 203.0.113.3, unknown login");
        assertThat(lines.get(0).getString("event")).isEqualTo("signed-in");
        assertThat(lines.get(0).getString("actor")).isEqualTo(her);
        assertThat(lines.get(0).getString("target")).isEqualTo("from address 203.0.113.1");
        assertThat(lines).extracting(line -> line.getString("request_id")).containsOnly("the-request");
    }

    @Test
    void the_flood_of_denials_is_sampled() {
        Person bob = deployment.signUp("bob");
        Person reader = bob.withScope("read");
        List<JsonObject> lines = captureLog(() -> {
            for (int time = 0; time < 40; time++) {
                assertThat(from("203.0.113.11", reader, "POST", "/api/v1/statuses", Map.of("status", "canary")))
                        .isEqualTo(403);
            }
            IntStream.range(0, 40)
                    .forEach(time -> from(
                            "203.0.113.12",
                            bob.withToken(""),
                            "GET",
                            "/api/v1/timelines/public?limit=" + time,
                            Map.of()));
            for (int host = 0; host < 150; host++) {
                from("198.51.100." + host, reader.withToken(""), "POST", "/auth/sign_in", Map.of("login", FORGED));
            }
        });

        List<String> messages =
                lines.stream().map(line -> line.getString("message")).toList();
        assertThat(messages).as("of 227 denials").hasSizeBetween(90, 150);
        assertThat(messages.get(0))
                .startsWith("denied: account " + bob.id() + ", POST /api/v1/statuses from address 203.0.113.11");
        assertThat(messages.stream().filter(message -> message.startsWith("denied: account")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(messages.stream().filter(message -> message.startsWith("rate-limited:")))
                .hasSizeBetween(1, 2)
                .allMatch(message -> message.matches(
                        "rate-limited: address 203.0.113.12, GET /api/v1/timelines/public; [0-9]+ earlier denials were not"
                                + " logged"));
        assertThat(lines).allMatch(line -> line.getString("request_id").equals("the-request"));
    }

    @Test
    void revocations_and_moderation_are_logged() {
        Person carol = deployment.signUp("carol");
        String her = "account " + carol.id();
        TestBrowser browser = new TestBrowser(carol.port());
        List<JsonObject> lines = captureLog(() -> {
            browser.signIn("carol", "correct horse carol");
            String code = browser.submit(
                            browser.open(app.authorizePath()), "/oauth/authorize", "csrf", Map.of("decision", "allow"))
                    .location()
                    .replaceFirst(".*code=", "");
            app.redeem(code);
            app.redeem(code);
            app.redeem(code);
            changesPassword(browser);
            browser.submit(browser.open("/settings"), "/auth/sign_out_everywhere", Map.of());
            moderate(carol);
            browser.signIn("carol", "canary-new");
            browser.submit(browser.open("/auth/delete"), "/auth/delete", Map.of("password", "canary-new"));
        });

        String operator = AuditLog.operatorActor();
        assertThat(lines.stream().map(line -> line.getString("message").replaceAll("(app|token) [0-9]+", "$1 #")))
                .containsExactly(
                        "signed-in: " + her + ", from address 127.0.0.1",
                        "code-reused: app #, token #",
                        "password-changed: " + her + ", apps revoked",
                        "all-sessions-revoked: " + her + ", all apps and browsers",
                        "account-suspended: " + operator + ", " + her,
                        "account-unsuspended: " + operator + ", " + her,
                        "signed-in: " + her + ", from address 127.0.0.1",
                        "account-deleted: " + her + ", by its owner");
    }

    private static void changesPassword(TestBrowser browser) {
        browser.submit(
                browser.open("/auth/edit"),
                "/auth/edit",
                Map.of(
                        "current_password",
                        "correct horse carol",
                        "password",
                        "canary-new",
                        "password_confirmation",
                        "canary-new",
                        "apps_too",
                        "1"));
    }

    private static void moderate(Person person) {
        var moderation = deployment.instance(0).feature(OauthFeature.class).moderation();
        AccountId id = new AccountId(Long.parseLong(person.id()));
        for (var action : List.of(moderation.suspend(id), moderation.suspend(id))) {
            Blocking.await(action, Duration.ofSeconds(20), "Moderating");
        }
        Blocking.await(moderation.unsuspend(id), Duration.ofSeconds(20), "Moderating");
    }

    private static void signIn(String login, String password, String address) {
        from(address, alice.withToken(""), "POST", "/oauth/token", app.passwordGrant(login, password));
    }

    private static int from(String address, Person person, String method, String path, Map<String, String> form) {
        HttpResponse<String> response =
                person.send(method, path, form, Map.of("X-Forwarded-For", address, "X-Request-Id", "the-request"));
        return response.statusCode();
    }

    /** The lines of the audit log written during the work; also asserts that no log line contains user input. */
    private static List<JsonObject> captureLog(Runnable work) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        System.setErr(new PrintStream(all, true, StandardCharsets.UTF_8));
        Logging.configure(new Config.Log(Config.Log.Format.JSON, Level.WARN, Level.INFO));
        try {
            work.run();
        } finally {
            Logging.stop();
            System.setErr(STDERR);
            TestLogging.restore();
        }
        String text = all.toString(StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("canary", "correct horse", "logger_name\\\"");
        return text.lines()
                .filter(line -> line.startsWith("{"))
                .map(JsonObject::new)
                .filter(line -> AuditLog.NAME.equals(line.getString("logger_name")))
                .toList();
    }
}
