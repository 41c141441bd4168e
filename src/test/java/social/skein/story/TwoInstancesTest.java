package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests two instances of one deployment: one only serves clients, the other also runs the background roles. */
class TwoInstancesTest {
    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream"));
        deployment.start(Map.of("SKEIN_ROLES", "api,stream,relay,fanout,notify,media,jobs"));
        alice = deployment.signUp("alice", 0);
        bob = deployment.signUp("bob", 1);
        bob.follows(alice);
        deployment.settle();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @BeforeEach
    void settle() {
        deployment.settle();
    }

    @Test
    void streams_at_one_instance_receive_posts_made_at_the_other() {
        try (StreamClient socket = StreamClient.connectWebSocket(bob, "user");
                StreamClient events = StreamClient.connectEventStream(bob, "user")) {
            JsonObject post = alice.posts("Hello over there, @bob");

            for (StreamClient reader : new StreamClient[] {socket, events}) {
                assertThat(reader.next("update").getString("id")).isEqualTo(post.getString("id"));
                assertThat(reader.next("notification").getString("type")).isEqualTo("mention");
            }
            alice.deletes(post);
            assertThat(socket.nextPayload("delete")).isEqualTo(post.getString("id"));
            assertThat(events.nextPayload("delete")).isEqualTo(post.getString("id"));
        }
    }

    @Test
    void a_public_post_is_in_the_public_streams_of_both_instances() {
        try (StreamClient there = StreamClient.connectWebSocket(bob, "public");
                StreamClient here = StreamClient.connectWebSocket(alice, "public")) {
            JsonObject post = bob.posts("To whom it may concern");

            assertThat(there.next("update").getString("id")).isEqualTo(post.getString("id"));
            assertThat(here.next("update").getString("id")).isEqualTo(post.getString("id"));
        }
    }

    @Test
    void each_instance_serves_any_request() {
        Person aliceAtOther =
                alice.atPort(deployment.instance(1).config().http().port());
        JsonObject post = alice.posts("Written here");

        assertThat(aliceAtOther.get("/api/v1/statuses/" + post.getString("id")).getString("content"))
                .isEqualTo("<p>Written here</p>");
        assertThat(aliceAtOther.posts(Map.of("status", "Written there")).getString("id"))
                .isGreaterThan(post.getString("id"));
    }
}
