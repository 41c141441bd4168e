package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.events.DeadLetters;
import social.skein.events.Topic;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests that failures of the stores neither lose nor duplicate posts. */
class DeliveryGuaranteesTest {
    private TestDeployment deployment;

    @BeforeEach
    void create() {
        deployment = TestDeployment.unstarted();
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void a_wiped_redis_does_not_change_home_timelines() {
        deployment.start(Map.of("SKEIN_TIMELINE_MAX_ENTRIES", "40", "SKEIN_TIMELINE_TRIM_SLACK", "5"));
        Person alice = deployment.signUp("alice");
        Person bob = deployment.followerWithTimeline("bob", alice);
        for (int i = 0; i < 90; i++) {
            alice.posts("Post " + i);
        }
        deployment.settle();
        List<String> before = TestDeployment.readWholeHome(bob, 7);

        deployment.wipeRedis();

        assertThat(TestDeployment.readWholeHome(bob, 7))
                .as("pulled")
                .isEqualTo(before)
                .hasSize(90)
                .doesNotHaveDuplicates();
        deployment.awaitRebuilds(2, bob);
        assertThat(TestDeployment.readWholeHome(bob, 7)).as("rebuilt").isEqualTo(before);
    }

    @Test
    void a_crash_between_commit_and_kafka_loses_no_post() {
        deployment.start(Map.of("SKEIN_ROLES", "api"));
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");
        bob.follows(alice);
        deployment.awaitRebuilds(1, bob);
        String post = alice.posts("Committed, and then nobody was there").getString("id");
        alice.likes(alice.posts("One more"));
        if (AvailableStores.hasRedis()) {
            assertThat(deployment.redisTimeline(bob)).doesNotContain(post);
        }
        deployment.stop(0);

        deployment.start(Map.of());
        deployment.settle();

        Person bobAgain = bob.atPort(deployment.instance(0).config().http().port());
        assertThat(bobAgain.home()).containsOnlyOnce(post);
        assertThat(bobAgain.atPort(deployment.instance(0).config().http().port())
                        .list("/api/v1/notifications"))
                .isEmpty();
    }

    @Test
    void a_redelivered_fact_changes_nothing() {
        AvailableStores.assumeKafka();
        deployment.start(Map.of());
        Person alice = deployment.signUp("alice");
        Person bob = deployment.followerWithTimeline("bob", alice);
        JsonObject post = alice.posts("Hello @bob");
        bob.likes(post);
        deployment.settle();
        List<String> home = bob.home();
        List<String> bobsNotifications = bob.ids("/api/v1/notifications");
        List<String> alicesNotifications = alice.ids("/api/v1/notifications");

        deployment.replayAllFacts();
        deployment.settle();

        assertThat(bob.home()).isEqualTo(home).containsOnlyOnce(post.getString("id"));
        assertThat(bob.ids("/api/v1/notifications"))
                .isEqualTo(bobsNotifications)
                .hasSize(1);
        assertThat(alice.ids("/api/v1/notifications"))
                .isEqualTo(alicesNotifications)
                .hasSize(2);
        assertThat(alice.get("/api/v1/statuses/" + post.getString("id")).getInteger("favourites_count"))
                .isEqualTo(1);
    }

    @Test
    void an_unreadable_fact_becomes_a_dead_letter_and_the_next_fact_is_handled() {
        deployment.start(Map.of());
        Person alice = deployment.signUp("alice");
        deployment.publishRaw("statuses", alice.id(), "{\"fact\":\"status-posted.v99\"}");
        String post = alice.posts("After the poison").getString("id");
        deployment.settle();

        assertThat(alice.home()).contains(post);
        assertThat(deployment.deadLetters())
                .as("one for each role that is subscribed to statuses")
                .extracting(DeadLetters.DeadLetter::role)
                .containsExactlyInAnyOrderElementsOf(deployment.rolesSubscribedTo(Topic.STATUSES));
        assertThat(deployment.deadLetters())
                .allSatisfy(letter -> assertThat(letter.payload()).contains("v99"));
    }
}
