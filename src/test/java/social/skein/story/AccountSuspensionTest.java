package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.model.AccountId;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.OauthFeature;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;

/** Tests that a suspension at one of two instances applies at the other. */
class AccountSuspensionTest {
    private static final String DISABLED = "{\"error\":\"Your login is currently disabled\"}";

    @AutoClose
    private static final TestDeployment deployment = TestDeployment.withInstances(2);

    @Test
    void a_suspended_account_is_rejected_everywhere_until_it_is_unsuspended() {
        Person mallory = deployment.signUp("mallory", 1);
        TestBrowser browser = new TestBrowser(mallory.port());
        assertThat(browser.signIn("mallory", "correct horse mallory").location())
                .isEqualTo("/settings");
        StreamClient socket = StreamClient.connectWebSocket(mallory, "user");
        StreamClient events = StreamClient.connectEventStream(mallory, "user");

        assertThat(await(moderation().suspend(id(mallory)))).isTrue();
        assertThat(await(moderation().suspend(id(mallory)))).isFalse();

        TestDeployment.eventually(
                "the token is rejected",
                () -> mallory.send("GET", "/api/v1/timelines/home", Map.of()).statusCode() == 403);
        for (String path : new String[] {
            "/api/v1/timelines/home",
            "/api/v1/accounts/verify_credentials",
            "/api/v1/timelines/public",
            "/api/v1/emails/check_confirmation"
        }) {
            assertThat(mallory.send("GET", path, Map.of()).body()).as(path).isEqualTo(DISABLED);
        }
        assertThat(mallory.send("POST", "/api/v1/statuses", Map.of("status", "still here"))
                        .body())
                .isEqualTo(DISABLED);
        assertThat(mallory.send("GET", "/api/v1/streaming/user", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(socket.nextPayload(StreamClient.CLOSED)).startsWith("1008 ");
        assertThat(events.nextPayload(StreamClient.CLOSED)).isEmpty();
        assertThat(browser.open("/settings").location()).startsWith("/auth/sign_in");
        TestBrowser.BrowserResponse rejected =
                new TestBrowser(mallory.port()).signIn("mallory", "correct horse mallory");
        assertThat(rejected.status()).isEqualTo(403);
        assertThat(rejected.body()).contains("Your login is currently disabled.");

        assertThat(await(moderation().unsuspend(id(mallory)))).isTrue();
        assertThat(await(moderation().unsuspend(id(mallory)))).isFalse();

        TestDeployment.eventually(
                "the token is accepted again",
                () -> mallory.send("GET", "/api/v1/timelines/home", Map.of()).statusCode() == 200);
    }

    @Test
    void posts_of_a_suspended_account_are_hidden_until_it_is_unsuspended() {
        Person alice = deployment.signUp("alice");
        Person eve = deployment.signUp("eve");
        Person bob = deployment.signUp("bob");
        alice.follows(eve);
        alice.follows(bob);
        deployment.settle();
        JsonObject post = eve.posts("buy my things @alice");
        JsonObject boost = bob.boosts(post);
        JsonObject reply = bob.replies(post, "no");
        deployment.settle();
        assertThat(alice.home()).contains(post.getString("id"), boost.getString("id"));

        assertThat(await(moderation().suspend(id(eve)))).isTrue();

        String id = post.getString("id");
        assertThat(alice.home()).doesNotContain(id, boost.getString("id"));
        assertThat(alice.ids("/api/v1/timelines/public")).doesNotContain(id);
        assertThat(alice.send("GET", "/api/v1/statuses/" + id, Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(alice.send("POST", "/api/v1/statuses/" + id + "/favourite", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(alice.send("POST", "/api/v1/statuses/" + id + "/reblog", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(alice.send("GET", "/api/v1/statuses/" + boost.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(alice.get("/api/v1/statuses/" + reply.getString("id") + "/context")
                        .getJsonArray("ancestors"))
                .isEmpty();
        assertThat(alice.ids("/api/v1/accounts/" + eve.id() + "/statuses")).isEmpty();
        assertThat(alice.list("/api/v1/notifications").stream()
                        .map(notification ->
                                notification.getJsonObject("account").getString("username")))
                .doesNotContain("eve");
        JsonObject profile = alice.get("/api/v1/accounts/" + eve.id());
        assertThat(profile.getBoolean("suspended")).isTrue();
        assertThat(profile.getString("display_name")).isEmpty();
        assertThat(alice.ids("/api/v1/accounts/search?q=eve")).isEmpty();

        assertThat(await(moderation().unsuspend(id(eve)))).isTrue();

        assertThat(alice.home()).contains(id, boost.getString("id"));
        assertThat(alice.send("GET", "/api/v1/statuses/" + id, Map.of()).statusCode())
                .isEqualTo(200);
    }

    private static AccountId id(Person person) {
        return AccountId.parse(person.id()).orElseThrow();
    }

    private static AccountModeration moderation() {
        return deployment.instance(0).feature(OauthFeature.class).moderation();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, Duration.ofSeconds(20), "Waiting");
    }
}
