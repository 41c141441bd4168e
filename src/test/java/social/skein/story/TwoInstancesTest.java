package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Deployment;
import social.skein.support.LiveReader;
import social.skein.support.Person;

/** Two instances of one deployment, one of which answers clients and one of which works. */
class TwoInstancesTest {
    private static Deployment deployment;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void start() {
        deployment = Deployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream"));
        deployment.start(Map.of("SKEIN_ROLES", "api,stream,relay,fanout,notify,jobs"));
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
    void a_reader_at_one_hears_what_is_posted_at_the_other() {
        try (LiveReader socket = LiveReader.webSocket(bob, "user");
                LiveReader events = LiveReader.eventStream(bob, "user")) {
            JsonObject post = alice.posts("Hello over there, @bob");

            for (LiveReader reader : new LiveReader[] {socket, events}) {
                assertThat(reader.next("update").getString("id")).isEqualTo(post.getString("id"));
                assertThat(reader.next("notification").getString("type")).isEqualTo("mention");
            }
            alice.deletes(post);
            assertThat(socket.nextText("delete")).isEqualTo(post.getString("id"));
            assertThat(events.nextText("delete")).isEqualTo(post.getString("id"));
        }
    }

    @Test
    void everybody_can_listen_to_the_public_stream_of_either() {
        try (LiveReader there = LiveReader.webSocket(bob, "public");
                LiveReader here = LiveReader.webSocket(alice, "public")) {
            JsonObject post = bob.posts("To whom it may concern");

            assertThat(there.next("update").getString("id")).isEqualTo(post.getString("id"));
            assertThat(here.next("update").getString("id")).isEqualTo(post.getString("id"));
        }
    }

    @Test
    void any_request_may_go_to_any_of_them() {
        Person aliceThere = alice.at(deployment.instance(1).config().http().port());
        JsonObject post = alice.posts("Written here");

        assertThat(aliceThere.get("/api/v1/statuses/" + post.getString("id")).getString("content"))
                .isEqualTo("<p>Written here</p>");
        assertThat(aliceThere.posts(Map.of("status", "Written there")).getString("id"))
                .isGreaterThan(post.getString("id"));
    }
}
