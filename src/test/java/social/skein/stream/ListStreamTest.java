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

/** Lists as they are read live, from the request that changes one to the frame that comes or does not. */
class ListStreamTest {
    /** What was heard once must not be taken for what is said now. */
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
    void a_list_is_told_what_its_members_post_as_long_as_they_are_on_it() {
        String list = alice.post("/api/v1/lists", Map.of("title", "Birds")).getString("id");
        String members = "/api/v1/lists/" + list + "/accounts";
        alice.post(members, Map.of("account_ids[]", bob.id()));
        try (StreamClient socket = StreamClient.connectWebSocket(alice, "list&list=" + list);
                StreamClient events = StreamClient.connectEventStream(alice, "list?list=" + list)) {
            assertReceived(socket, bob);
            assertReceived(events, bob);
            assertNotReceived(socket, carol, bob);
            JsonObject post = bob.posts("a mistake");
            eventually("it is there", () -> socket.hasReceived("a mistake") && events.hasReceived("a mistake"));
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
    void replies_come_as_the_list_wants_them_from_now_on() {
        String list = alice.post("/api/v1/lists", Map.of("title", "Replies")).getString("id");
        alice.post("/api/v1/lists/" + list + "/accounts", Map.of("account_ids[]", bob.id()));
        JsonObject thread = dave.posts("who is there?");
        try (StreamClient socket = StreamClient.connectWebSocket(alice, "list&list=" + list)) {
            assertReceived(socket, bob);
            bob.replies(thread, "not me");
            assertReceived(socket, bob);
            alice.send("PUT", "/api/v1/lists/" + list, Map.of("replies_policy", "followed"));
            eventually("a reply comes", () -> {
                bob.replies(thread, "I am");
                return socket.receivesSoon("I am");
            });
            assertThat(socket.hasReceived("not me")).isFalse();
        }
    }

    @Test
    void a_change_of_filters_is_told_and_what_they_match_says_so_live() {
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
            eventually("the wren is heard", () -> socket.hasReceived("a Wren!"));
            assertThat(socket.hasReceived("\"keyword_matches\":[\"wren\"]")).isTrue();
            alice.send("DELETE", "/api/v2/filters/" + filter, Map.of());
            assertThat(socket.nextPayload("filters_changed")).isEqualTo("null");
        }
    }

    /** Tries until what somebody posts is heard. */
    private static void assertReceived(StreamClient reader, Person author) {
        eventually(author.name() + " is heard", () -> {
            String text = author.name() + " posts " + ROUND.incrementAndGet() + " times";
            author.posts(text);
            return reader.receivesSoon(text);
        });
    }

    /** Tries until somebody is not heard where a witness is. */
    private static void assertNotReceived(StreamClient reader, Person author, Person witness) {
        int[] round = {0};
        eventually(author.name() + " is not heard", () -> {
            String text = " is said by " + witness.name() + round[0]++;
            author.posts("unheard" + text);
            witness.posts("heard" + text);
            eventually("the witness is heard", () -> reader.hasReceived(">heard" + text));
            return !reader.hasReceived("unheard" + text);
        });
    }
}
