package social.skein.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestBrowser.BrowserResponse;
import social.skein.support.TestDeployment;

/** Tests the settings pages in a browser without JavaScript. */
class AccountSettingsPagesTest {
    private static final String APPS = "/oauth/authorized_applications";
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    private static TestDeployment deployment;
    private static int port;

    @BeforeAll
    static void open() {
        deployment = TestDeployment.unstarted();
        port = deployment.start(Map.of("SKEIN_ROLES", "api")).config().http().port();
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void pages_redirect_to_sign_in_and_back() {
        deployment.signUp("alice");
        for (String path : new String[] {"/settings", APPS, "/auth/sessions", "/auth/edit"}) {
            TestBrowser alice = new TestBrowser(port);
            BrowserResponse away = alice.open(path);
            assertThat(away.status()).isEqualTo(302);
            BrowserResponse back = alice.submit(
                    alice.open(away.location()),
                    "/auth/sign_in",
                    Map.of("login", "alice", "password", "correct horse alice"));
            assertThat(back.location()).isEqualTo(path);
            assertThat(alice.open(path).status()).isEqualTo(200);
            assertThat(alice.open("/auth/sign_in").location()).isEqualTo("/settings");
        }
        TestBrowser otherBrowser = new TestBrowser(port);
        BrowserResponse elsewhere = otherBrowser.submit(
                otherBrowser.open("/auth/sign_in?then=https://evil.example"),
                "/auth/sign_in",
                Map.of("login", "alice", "password", "correct horse alice"));
        assertThat(elsewhere.location()).isEqualTo("/settings");
        BrowserResponse wrong = new TestBrowser(port).signIn("alice", "wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).contains("Wrong username or password");
    }

    @Test
    void apps_are_listed_with_scopes_and_revoked_with_all_tokens() {
        Person bob = deployment.signUp("bob");
        TestBrowser browser = signedIn("bob");
        RegisteredApp birds = new RegisteredApp(port, "Bird<watcher>", "read write");
        String first = authorize(browser, birds);
        String second = authorize(browser, birds);
        String unredeemed = code(browser, birds);
        assertThat(birds.send("GET", "/api/v1/timelines/home", first).statusCode())
                .isEqualTo(200);

        TestDeployment.eventually(
                "the last use is shown", () -> browser.open(APPS).body().matches("(?s).*Bird.*last used on.*"));
        BrowserResponse page = browser.open(APPS);
        assertThat(page.body())
                .contains(
                        "<strong>Bird&lt;watcher&gt;</strong>", "since 20", ">read</code>", ">write</code>", "stories")
                .containsOnlyOnce("Bird&lt;watcher&gt;</strong>");

        BrowserResponse done = browser.submit(page, APPS + "/revoke", "Bird", Map.of());

        assertThat(done.location()).isEqualTo(APPS + "?done=1");
        assertThat(browser.open(done.location()).body())
                .contains("The access of the app has been revoked.")
                .doesNotContain("Bird&lt;");
        assertThat(birds.send("GET", "/api/v1/timelines/home", first).statusCode())
                .isEqualTo(401);
        assertThat(birds.send("GET", "/api/v1/timelines/home", second).statusCode())
                .isEqualTo(401);
        assertThat(birds.redeem(unredeemed)).isNull();
        assertThat(bob.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .as("other apps keep access")
                .isEqualTo(200);
        assertThat(browser.submit(page, APPS + "/revoke", "Bird", Map.of("app", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void sessions_are_listed_and_ended_individually() {
        deployment.signUp("carol");
        TestBrowser laptop = signedIn("carol");
        TestBrowser phone = new TestBrowser(port, PHONE);
        assertThat(phone.signIn("carol", "correct horse carol").location()).isEqualTo("/settings");

        BrowserResponse page = laptop.open("/auth/sessions");
        assertThat(page.body()).contains("Firefox on Linux", "Safari on iPhone", "this browser");
        BrowserResponse done = laptop.submit(page, "/auth/sessions/end", "Safari", Map.of());

        assertThat(done.location()).isEqualTo("/auth/sessions?done=1");
        assertThat(phone.open("/settings").location()).startsWith("/auth/sign_in");
        assertThat(laptop.open("/auth/sessions").body()).doesNotContain("Safari");
        BrowserResponse out = laptop.submit(page, "/auth/sessions/end", "Firefox", Map.of());
        assertThat(out.location()).isEqualTo("/auth/sign_in");
        assertThat(laptop.open("/settings").location()).startsWith("/auth/sign_in");
    }

    @Test
    void sessions_and_apps_of_other_accounts_cannot_be_revoked() {
        Person dave = deployment.signUp("dave");
        TestBrowser owner = signedIn("dave");
        deployment.signUp("mallory");
        TestBrowser mallory = signedIn("mallory");
        BrowserResponse page = mallory.open("/auth/sessions");
        String key =
                owner.open("/auth/sessions").body().replaceFirst("(?s).*name=\"session\" value=\"([^\"]+)\".*", "$1");
        String app = owner.open(APPS).body().replaceFirst("(?s).*name=\"app\" value=\"([^\"]+)\".*", "$1");

        assertThat(mallory.submit(page, "/auth/sessions/end", Map.of("session", key))
                        .status())
                .isEqualTo(302);
        assertThat(mallory.submit(mallory.open(APPS), APPS + "/revoke", Map.of("app", app))
                        .status())
                .isEqualTo(302);

        assertThat(owner.open("/settings").status()).isEqualTo(200);
        assertThat(dave.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void sign_out_ends_one_session_and_sign_out_everywhere_revokes_all_access() {
        Person erin = deployment.signUp("erin");
        TestBrowser browser = signedIn("erin");
        TestBrowser otherBrowser = signedIn("erin");
        assertThat(browser.submit(browser.open("/settings"), "/auth/sign_out", Map.of())
                        .location())
                .isEqualTo("/auth/sign_in");
        assertThat(browser.open("/settings").status()).isEqualTo(302);
        assertThat(otherBrowser.open("/settings").status()).isEqualTo(200);
        TestBrowser third = signedIn("erin");

        otherBrowser.submit(otherBrowser.open("/settings"), "/auth/sign_out_everywhere", Map.of());

        assertThat(third.open("/settings").status()).isEqualTo(302);
        assertThat(erin.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_password_change_ends_other_sessions_but_keeps_apps() {
        Person frank = deployment.signUp("frank");
        TestBrowser browser = signedIn("frank");
        TestBrowser otherBrowser = signedIn("frank");

        BrowserResponse wrong = change(browser, "wrong", "new password", "new password");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"current_password-fault\">Current password is incorrect.</p>");
        assertThat(change(browser, "correct horse frank", "short", "short").body())
                .contains("id=\"password-fault\">Password is too short (minimum is 8 characters).</p>");
        assertThat(change(browser, "", "new password", "new passwort").body())
                .contains(
                        "Current password can&#39;t be blank.",
                        "Password confirmation does not match the new password.");
        BrowserResponse done = change(browser, "correct horse frank", "new password", "new password");

        assertThat(browser.open(done.location()).body()).contains("Your password has been changed.");
        assertThat(otherBrowser.open("/settings").status()).isEqualTo(302);
        assertThat(frank.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(new TestBrowser(port).signIn("frank", "correct horse frank").status())
                .isEqualTo(401);
        assertThat(new TestBrowser(port).signIn("frank", "new password").status())
                .isEqualTo(302);
    }

    @Test
    void a_password_change_can_revoke_apps_too() {
        Person gina = deployment.signUp("gina");
        TestBrowser browser = signedIn("gina");

        browser.submit(
                browser.open("/auth/edit"),
                "/auth/edit",
                Map.of(
                        "current_password",
                        "correct horse gina",
                        "password",
                        "new password",
                        "password_confirmation",
                        "new password",
                        "apps_too",
                        "1"));

        assertThat(gina.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(browser.open("/settings").status()).isEqualTo(200);
    }

    @Test
    void the_current_password_is_limited_to_five_attempts() {
        deployment.signUp("harry");
        TestBrowser browser = signedIn("harry");
        for (int i = 0; i < 5; i++) {
            assertThat(change(browser, "guess " + i, "new password", "new password")
                            .status())
                    .isEqualTo(422);
        }

        BrowserResponse late = change(browser, "correct horse harry", "new password", "new password");

        assertThat(late.status()).isEqualTo(429);
        assertThat(late.body()).contains("Too many attempts");
    }

    @Test
    void cross_site_forms_are_rejected() {
        Person ida = deployment.signUp("ida");
        TestBrowser browser = signedIn("ida");
        for (String action : new String[] {
            "/auth/sign_in",
            "/auth/sign_out",
            "/auth/sign_out_everywhere",
            "/auth/edit",
            "/auth/sessions/end",
            APPS + "/revoke"
        }) {
            assertThat(browser.post(action, Map.of("csrf", "x".repeat(43), "app", "1"))
                            .status())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(browser.open("/settings").status()).isEqualTo(200);
        assertThat(ida.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);
    }

    private static BrowserResponse change(TestBrowser browser, String current, String next, String again) {
        return browser.submit(
                browser.open("/auth/edit"),
                "/auth/edit",
                Map.of("current_password", current, "password", next, "password_confirmation", again));
    }

    private static TestBrowser signedIn(String name) {
        TestBrowser browser = new TestBrowser(port);
        assertThat(browser.signIn(name, "correct horse " + name).location()).isEqualTo("/settings");
        return browser;
    }

    private static String code(TestBrowser browser, RegisteredApp app) {
        return browser.submit(
                        browser.open(app.authorizePath()), "/oauth/authorize", "csrf", Map.of("decision", "allow"))
                .location()
                .replaceFirst(".*code=", "");
    }

    private static String authorize(TestBrowser browser, RegisteredApp app) {
        return app.redeem(code(browser, app));
    }
}
