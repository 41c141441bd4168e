package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests the posts that a followed hashtag adds to the home timeline. Bob follows no account. */
class FollowedTagHomeTest {
    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static Person mallory;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(1);
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        mallory = deployment.signUp("mallory");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void public_posts_with_a_followed_hashtag_are_in_home_until_it_is_unfollowed() {
        deployment.sql(
                "insert into block (account_id, target_id, id) values (" + bob.id() + "," + mallory.id() + ",1)");
        String before = id(alice.posts("Before he followed #Gänse"));
        assertThat(bob.home()).isEmpty();
        bob.post("/api/v1/tags/G%C3%A4nse/follow", Map.of());
        deployment.settle();
        assertThat(bob.home()).as("pulled").containsExactly(before);
        deployment.awaitRebuilds(1, bob);

        try (StreamClient stream = StreamClient.connectWebSocket(bob, "user")) {
            String hidden = id(mallory.posts("From somebody he blocked #gänse"));
            alice.posts(Map.of("status", "In passing #gänse", "visibility", "unlisted"));
            String pushed = id(alice.posts("Now he does #GÄNSE"));
            deployment.settle();
            assertThat(deployment.redisTimeline(bob)).as("pushed").contains(pushed, before);
            assertThat(bob.home()).containsExactly(pushed, before);
            assertThat(stream.next("update").getString("id")).isEqualTo(pushed);
            assertThat(bob.home()).doesNotContain(hidden);
        }

        bob.post("/api/v1/tags/g%C3%A4nse/unfollow", Map.of());
        assertThat(bob.home()).as("immediately, without waiting for the fact").isEmpty();
        deployment.settle();
        alice.posts("He is gone #gänse");
        deployment.settle();
        assertThat(bob.home()).isEqualTo(List.of());
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }
}
