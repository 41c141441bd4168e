package social.skein.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.App;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Surfer;
import social.skein.support.Surfer.Seen;

/** The pages behind /settings, as a browser without script uses them. */
class SomebodySeesToTheirAccountTest {
    private static final String APPS = "/oauth/authorized_applications";
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    private static Deployment deployment;
    private static int port;

    @BeforeAll
    static void open() {
        deployment = Deployment.unstarted();
        port = deployment.start(Map.of("SKEIN_ROLES", "api")).config().http().port();
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void pages_lead_a_stranger_to_sign_in_and_back() {
        deployment.signUp("alice");
        for (String path : new String[] {"/settings", APPS, "/auth/sessions", "/auth/edit"}) {
            Surfer alice = new Surfer(port);
            Seen away = alice.opens(path);
            assertThat(away.status()).isEqualTo(302);
            Seen back = alice.sends(
                    alice.opens(away.location()),
                    "/auth/sign_in",
                    Map.of("login", "alice", "password", "correct horse alice"));
            assertThat(back.location()).isEqualTo(path);
            assertThat(alice.opens(path).status()).isEqualTo(200);
            assertThat(alice.opens("/auth/sign_in").location()).isEqualTo("/settings");
        }
        Surfer lured = new Surfer(port);
        Seen elsewhere = lured.sends(
                lured.opens("/auth/sign_in?then=https://evil.example"),
                "/auth/sign_in",
                Map.of("login", "alice", "password", "correct horse alice"));
        assertThat(elsewhere.location()).isEqualTo("/settings");
        Seen wrong = new Surfer(port).signsIn("alice", "wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).contains("do not belong together");
    }

    @Test
    void apps_are_listed_with_what_they_may_do_and_shut_out_with_all_their_tokens() {
        Person bob = deployment.signUp("bob");
        Surfer browser = signedIn("bob");
        App birds = new App(port, "Bird<watcher>", "read write");
        String first = letIn(browser, birds);
        String second = letIn(browser, birds);
        String unredeemed = code(browser, birds);
        assertThat(birds.asks("GET", "/api/v1/timelines/home", first).statusCode())
                .isEqualTo(200);

        Deployment.eventually(
                "the day of its use is shown", () -> browser.opens(APPS).body().matches("(?s).*Bird.*last used on.*"));
        Seen page = browser.opens(APPS);
        assertThat(page.body())
                .contains(
                        "<strong>Bird&lt;watcher&gt;</strong>", "since 20", ">read</code>", ">write</code>", "stories")
                .containsOnlyOnce("Bird&lt;watcher&gt;</strong>");

        Seen done = browser.sends(page, APPS + "/revoke", "Bird", Map.of());

        assertThat(done.location()).isEqualTo(APPS + "?done=1");
        assertThat(browser.opens(done.location()).body())
                .contains("The app is shut out.")
                .doesNotContain("Bird&lt;");
        assertThat(birds.asks("GET", "/api/v1/timelines/home", first).statusCode())
                .isEqualTo(401);
        assertThat(birds.asks("GET", "/api/v1/timelines/home", second).statusCode())
                .isEqualTo(401);
        assertThat(birds.redeems(unredeemed)).isNull();
        assertThat(bob.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .as("other apps stay")
                .isEqualTo(200);
        assertThat(browser.sends(page, APPS + "/revoke", "Bird", Map.of("app", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void browsers_are_listed_by_kind_and_ended_one_by_one() {
        deployment.signUp("carol");
        Surfer laptop = signedIn("carol");
        Surfer phone = new Surfer(port, PHONE);
        assertThat(phone.signsIn("carol", "correct horse carol").location()).isEqualTo("/settings");

        Seen page = laptop.opens("/auth/sessions");
        assertThat(page.body()).contains("Firefox on Linux", "Safari on iPhone", "this browser");
        Seen done = laptop.sends(page, "/auth/sessions/end", "Safari", Map.of());

        assertThat(done.location()).isEqualTo("/auth/sessions?done=1");
        assertThat(phone.opens("/settings").location()).startsWith("/auth/sign_in");
        assertThat(laptop.opens("/auth/sessions").body()).doesNotContain("Safari");
        Seen out = laptop.sends(page, "/auth/sessions/end", "Firefox", Map.of());
        assertThat(out.location()).isEqualTo("/auth/sign_in");
        assertThat(laptop.opens("/settings").location()).startsWith("/auth/sign_in");
    }

    @Test
    void nobody_ends_what_is_anothers() {
        Person dave = deployment.signUp("dave");
        Surfer owner = signedIn("dave");
        deployment.signUp("mallory");
        Surfer mallory = signedIn("mallory");
        Seen hers = mallory.opens("/auth/sessions");
        String key =
                owner.opens("/auth/sessions").body().replaceFirst("(?s).*name=\"session\" value=\"([^\"]+)\".*", "$1");
        String app = owner.opens(APPS).body().replaceFirst("(?s).*name=\"app\" value=\"([^\"]+)\".*", "$1");

        assertThat(mallory.sends(hers, "/auth/sessions/end", Map.of("session", key))
                        .status())
                .isEqualTo(302);
        assertThat(mallory.sends(mallory.opens(APPS), APPS + "/revoke", Map.of("app", app))
                        .status())
                .isEqualTo(302);

        assertThat(owner.opens("/settings").status()).isEqualTo(200);
        assertThat(dave.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void signing_out_ends_one_session_and_everywhere_ends_all_and_every_app() {
        Person erin = deployment.signUp("erin");
        Surfer here = signedIn("erin");
        Surfer there = signedIn("erin");
        assertThat(here.sends(here.opens("/settings"), "/auth/sign_out", Map.of())
                        .location())
                .isEqualTo("/auth/sign_in");
        assertThat(here.opens("/settings").status()).isEqualTo(302);
        assertThat(there.opens("/settings").status()).isEqualTo(200);
        Surfer third = signedIn("erin");

        there.sends(there.opens("/settings"), "/auth/sign_out_everywhere", Map.of());

        assertThat(third.opens("/settings").status()).isEqualTo(302);
        assertThat(erin.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_new_password_ends_other_sessions_and_leaves_apps_in() {
        Person frank = deployment.signUp("frank");
        Surfer here = signedIn("frank");
        Surfer there = signedIn("frank");

        Seen wrong = change(here, "wrong", "new password", "new password");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"current_password-fault\">Current password is not the right one.</p>");
        assertThat(change(here, "correct horse frank", "short", "short").body())
                .contains("id=\"password-fault\">Password is too short (minimum is 8 characters).</p>");
        assertThat(change(here, "", "new password", "new passwort").body())
                .contains("Current password can&#39;t be blank.", "Password confirmation is not the same as above.");
        Seen done = change(here, "correct horse frank", "new password", "new password");

        assertThat(here.opens(done.location()).body()).contains("Your password is changed.");
        assertThat(there.opens("/settings").status()).isEqualTo(302);
        assertThat(frank.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(new Surfer(port).signsIn("frank", "correct horse frank").status())
                .isEqualTo(401);
        assertThat(new Surfer(port).signsIn("frank", "new password").status()).isEqualTo(302);
    }

    @Test
    void apps_go_too_where_that_is_asked() {
        Person gina = deployment.signUp("gina");
        Surfer here = signedIn("gina");

        here.sends(
                here.opens("/auth/edit"),
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
        assertThat(here.opens("/settings").status()).isEqualTo(200);
    }

    @Test
    void the_current_password_may_be_guessed_five_times() {
        deployment.signUp("harry");
        Surfer here = signedIn("harry");
        for (int i = 0; i < 5; i++) {
            assertThat(change(here, "guess " + i, "new password", "new password")
                            .status())
                    .isEqualTo(422);
        }

        Seen late = change(here, "correct horse harry", "new password", "new password");

        assertThat(late.status()).isEqualTo(429);
        assertThat(late.body()).contains("Too many tries");
    }

    @Test
    void forms_from_other_sites_change_nothing() {
        Person ida = deployment.signUp("ida");
        Surfer here = signedIn("ida");
        for (String action : new String[] {
            "/auth/sign_in",
            "/auth/sign_out",
            "/auth/sign_out_everywhere",
            "/auth/edit",
            "/auth/sessions/end",
            APPS + "/revoke"
        }) {
            assertThat(here.posts(action, Map.of("csrf", "x".repeat(43), "app", "1"))
                            .status())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(here.opens("/settings").status()).isEqualTo(200);
        assertThat(ida.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);
    }

    private static Seen change(Surfer who, String current, String next, String again) {
        return who.sends(
                who.opens("/auth/edit"),
                "/auth/edit",
                Map.of("current_password", current, "password", next, "password_confirmation", again));
    }

    private static Surfer signedIn(String name) {
        Surfer surfer = new Surfer(port);
        assertThat(surfer.signsIn(name, "correct horse " + name).location()).isEqualTo("/settings");
        return surfer;
    }

    private static String code(Surfer who, App app) {
        return who.sends(who.opens(app.door()), "/oauth/authorize", "csrf", Map.of("decision", "allow"))
                .location()
                .replaceFirst(".*code=", "");
    }

    private static String letIn(Surfer who, App app) {
        return app.redeems(code(who, app));
    }
}
