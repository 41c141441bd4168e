package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.App;
import social.skein.support.Deployment;
import social.skein.support.LiveReader;
import social.skein.support.Person;
import social.skein.support.Surfer;

/** However a token is taken away at one instance, it opens nothing at the other, which had known it; its streams end there. */
class RevokedTest {
    /** How long an instance may believe what it found, should it hear of nothing. */
    private static final long LONGEST = 5_000_000_000L;

    private static Deployment deployment;
    private static App app;
    private static int here;
    private static int there;
    private static int people;

    @BeforeAll
    static void start() {
        deployment = Deployment.of(2);
        here = deployment.instance(0).config().http().port();
        there = deployment.instance(1).config().http().port();
        app = new App(here, "Birds", "read write");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hands it back", "shuts the app out", "changes the password", "signs out", "leaves"})
    void a_token_opens_nothing_anywhere_once_its_owner(String deed) {
        people++;
        Person alice = deployment.signUp("alice" + people);
        JsonObject client = new JsonObject().put("client_id", app.id).put("client_secret", app.secret);
        Person elsewhere = alice.through(client, "read write").at(there);
        Surfer browser = new Surfer(here);
        browser.signsIn(alice.name(), "correct horse " + alice.name());
        Person known = elsewhere.at(here);
        assertThat(status(known)).isEqualTo(200);
        assertThat(status(elsewhere)).isEqualTo(200);
        try (LiveReader socket = LiveReader.webSocket(elsewhere, "user");
                LiveReader events = LiveReader.eventStream(elsewhere, "user")) {
            does(deed, browser, elsewhere.token(), alice);
            long done = System.nanoTime();

            assertThat(status(known)).isEqualTo(401);
            Deployment.eventually("the other instance refuses it", () -> status(elsewhere) == 401);
            assertThat(socket.nextText(LiveReader.HANGS_UP)).startsWith("1008 ");
            assertThat(events.nextText(LiveReader.HANGS_UP)).isEmpty();
            assertThat(System.nanoTime() - done).isLessThan(LONGEST);
        }
    }

    private static void does(String deed, Surfer browser, String token, Person alice) {
        String password = "correct horse " + alice.name();
        switch (deed) {
            case "hands it back" ->
                alice.withToken("")
                        .post(
                                "/oauth/revoke",
                                Map.of("client_id", app.id, "client_secret", app.secret, "token", token));
            case "shuts the app out" ->
                browser.sends(
                        browser.opens("/oauth/authorized_applications"),
                        "/oauth/authorized_applications/revoke",
                        "Birds",
                        Map.of());
            case "changes the password" ->
                browser.sends(
                        browser.opens("/auth/edit"),
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
            case "signs out" -> browser.sends(browser.opens("/settings"), "/auth/sign_out_everywhere", Map.of());
            default -> browser.sends(browser.opens("/auth/delete"), "/auth/delete", Map.of("password", password));
        }
    }

    private static int status(Person who) {
        return who.send("GET", "/api/v1/timelines/home", Map.of()).statusCode();
    }
}
