package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.TestDeployment.eventually;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests list streams from the request that changes a list to the frames that arrive. */
class ListStreamTest {
    /** Makes each text unique, so that an earlier post is not mistaken for the current one. */
    private static final AtomicInteger ROUND = new AtomicInteger();

    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static Person carol;
    private static Person dave;

    @BeforeAll
    static void open() {
        deployment = TestDeployment.withInstances(1);
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        carol = deployment.signUp("carol");
        alice.follows(bob);
        dave = deployment.signUp("dave");
        alice.follows(carol);
        alice.follows(dave);
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void a_list_stream_has_the_posts_of_its_current_members() {
        String list = alice.post("/api/v1/lists", Map.of("title", "Birds")).getString("id");
        String members = "/api/v1/lists/" + list + "/accounts";
        alice.post(members, Map.of("account_ids[]", bob.id()));
        try (StreamClient socket = StreamClient.connectWebSocket(alice, "list&list=" + list);
                StreamClient events = StreamClient.connectEventStream(alice, "list?list=" + list)) {
            assertReceived(socket, bob);
            assertReceived(events, bob);
            assertNotReceived(socket, carol, bob);
            JsonObject post = bob.posts("a mistake");
            eventually(
                    "the post arrives on both streams",
                    () -> socket.hasReceived("a mistake") && events.hasReceived("a mistake"));
            bob.deletes(post);
            assertThat(socket.nextPayload("delete")).isEqualTo(post.getString("id"));
            assertThat(events.nextPayload("delete")).isEqualTo(post.getString("id"));

            alice.post(members, Map.of("account_ids[]", carol.id()));
            assertReceived(socket, carol);
            alice.send("DELETE", members, Map.of("account_ids[]", bob.id()));
            assertNotReceived(socket, bob, carol);
            alice.post(members, Map.of("account_ids[]", bob.id()));
            alice.unfollows(carol);
            assertReceived(socket, bob);
            assertNotReceived(socket, carol, bob);
        }
    }

    @Test
    void a_change_of_the_replies_policy_takes_effect() {
        String list = alice.post("/api/v1/lists", Map.of("title", "Replies")).getString("id");
        alice.post("/api/v1/lists/" + list + "/accounts", Map.of("account_ids[]", bob.id()));
        JsonObject thread = dave.posts("a thread");
        try (StreamClient socket = StreamClient.connectWebSocket(alice, "list&list=" + list)) {
            assertReceived(socket, bob);
            bob.replies(thread, "not me");
            assertReceived(socket, bob);
            alice.send("PUT", "/api/v1/lists/" + list, Map.of("replies_policy", "followed"));
            eventually("a reply arrives", () -> {
                bob.replies(thread, "I am");
                return socket.receivesSoon("I am");
            });
            assertThat(socket.hasReceived("not me")).isFalse();
        }
    }

    @Test
    void a_change_of_filters_is_an_event_and_matches_are_marked_in_later_events() {
        try (StreamClient socket = StreamClient.connectWebSocket(alice, "user");
                StreamClient events = StreamClient.connectEventStream(alice, "user")) {
            assertReceived(socket, bob);
            assertReceived(events, bob);
            String filter = alice.post(
                            "/api/v2/filters",
                            Map.of("title", "x", "context[]", "home", "keywords_attributes[][keyword]", "wren"))
                    .getString("id");
            assertThat(socket.nextPayload("filters_changed")).isEqualTo("null");
            assertThat(events.nextPayload("filters_changed")).isEqualTo("null");
            bob.posts("a Wren!");
            eventually("the post arrives", () -> socket.hasReceived("a Wren!"));
            assertThat(socket.hasReceived("\"keyword_matches\":[\"wren\"]")).isTrue();
            alice.send("DELETE", "/api/v2/filters/" + filter, Map.of());
            assertThat(socket.nextPayload("filters_changed")).isEqualTo("null");
        }
    }

    /** Retries until a post of the author arrives. */
    private static void assertReceived(StreamClient client, Person author) {
        eventually("a post of " + author.name() + " arrives", () -> {
            String text = author.name() + " posts " + ROUND.incrementAndGet() + " times";
            author.posts(text);
            return client.receivesSoon(text);
        });
    }

    /** Retries until a post of the author does not arrive although a later one of the witness does. */
    private static void assertNotReceived(StreamClient client, Person author, Person witness) {
        int[] round = {0};
        eventually("no post of " + author.name() + " arrives", () -> {
            String text = " posted before " + witness.name() + round[0]++;
            author.posts("excluded" + text);
            witness.posts("included" + text);
            eventually("the post of the witness arrives", () -> client.hasReceived(">included" + text));
            return !client.hasReceived("excluded" + text);
        });
    }
}
