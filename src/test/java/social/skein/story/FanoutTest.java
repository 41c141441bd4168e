package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Tests which home timelines a post reaches. Bob follows alice and dave; erin follows alice only; carol follows no
 * account. All of them have read their home timelines before, so new entries come from fan-out.
 */
class FanoutTest {
    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static Person carol;
    private static Person dave;
    private static Person erin;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(1);
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        carol = deployment.signUp("carol");
        dave = deployment.signUp("dave");
        erin = deployment.signUp("erin");
        bob.follows(alice);
        bob.follows(dave);
        erin.follows(alice);
        deployment.settle();
        deployment.awaitRebuilds(5, alice, bob, carol, dave, erin);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void a_post_reaches_its_author_and_the_followers_only() {
        String post = id(alice.posts("Good morning"));
        deployment.settle();

        assertThat(alice.home()).contains(post);
        assertThat(bob.home()).contains(post);
        assertThat(erin.home()).contains(post);
        assertThat(carol.home()).doesNotContain(post);
        assertThat(deployment.redisTimeline(bob)).contains(post);
    }

    @Test
    void a_reply_reaches_only_followers_of_both_accounts() {
        JsonObject question = dave.posts("Who is awake?");
        String reply = id(alice.replies(question, "@dave I am"));
        deployment.settle();

        assertThat(bob.home()).as("follows both").contains(reply);
        assertThat(erin.home()).as("follows alice only").doesNotContain(reply);
        assertThat(deployment.redisTimeline(erin)).doesNotContain(reply);
        assertThat(alice.home()).contains(reply);
    }

    @Test
    void a_self_reply_reaches_all_followers() {
        String second = id(alice.replies(alice.posts("First of two"), "Second of two"));
        deployment.settle();

        assertThat(bob.home()).contains(second);
        assertThat(erin.home()).contains(second);
    }

    @Test
    void a_boost_reaches_the_followers_of_the_booster_as_a_separate_status() {
        JsonObject post = carol.posts("Nobody follows me");
        JsonObject boost = alice.boosts(post);
        deployment.settle();

        assertThat(id(boost)).isNotEqualTo(id(post));
        assertThat(boost.getJsonObject("reblog").getString("id")).isEqualTo(id(post));
        assertThat(bob.home()).contains(id(boost)).doesNotContain(id(post));
        assertThat(carol.home()).doesNotContain(id(boost));
    }

    @Test
    void a_private_post_reaches_followers_and_is_not_found_by_others() {
        String post = id(alice.posts(Map.of("status", "For friends", "visibility", "private")));
        deployment.settle();

        assertThat(bob.home()).contains(post);
        assertThat(bob.get("/api/v1/statuses/" + post).getString("id")).isEqualTo(post);
        assertThat(carol.send("GET", "/api/v1/statuses/" + post, Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(carol.ids("/api/v1/accounts/" + alice.id() + "/statuses")).doesNotContain(post);
        assertThat(carol.ids("/api/v1/timelines/public")).doesNotContain(post);
    }

    @Test
    void a_direct_post_is_in_no_home_timeline_and_notifies_the_mentioned_account() {
        String post = id(alice.posts(Map.of("status", "@carol just for you", "visibility", "direct")));
        deployment.settle();

        assertThat(bob.home()).doesNotContain(post);
        assertThat(alice.home()).doesNotContain(post);
        assertThat(carol.home()).doesNotContain(post);
        assertThat(carol.list("/api/v1/notifications?types[]=mention"))
                .anySatisfy(notification -> assertThat(
                                notification.getJsonObject("status").getString("id"))
                        .isEqualTo(post));
        assertThat(bob.send("GET", "/api/v1/statuses/" + post, Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_deleted_post_and_its_boosts_disappear_from_all_timelines() {
        JsonObject post = alice.posts("Soon gone");
        String boost = id(dave.boosts(post));
        deployment.settle();
        assertThat(bob.home()).contains(id(post), boost);

        assertThat(alice.deletes(post).getString("text")).isEqualTo("Soon gone");
        deployment.settle();

        for (Person person : new Person[] {alice, bob, dave, erin}) {
            assertThat(person.home()).doesNotContain(id(post), boost);
        }
        assertThat(bob.ids("/api/v1/timelines/public")).doesNotContain(id(post));
        assertThat(bob.ids("/api/v1/accounts/" + dave.id() + "/statuses")).doesNotContain(boost);
        assertThat(bob.send("GET", "/api/v1/statuses/" + id(post), Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_follow_adds_earlier_posts_and_an_unfollow_removes_them() {
        Person frank = deployment.signUp("frank");
        String early = id(alice.posts("Before frank came"));
        deployment.settle();
        frank.home();

        frank.follows(alice);
        deployment.settle();
        assertThat(frank.home()).contains(early);
        String late = id(alice.posts("Now frank reads along"));
        deployment.settle();
        assertThat(frank.home()).contains(late);

        frank.unfollows(alice);
        assertThat(frank.home()).as("immediately, without waiting for the fact").doesNotContain(early, late);
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }
}
