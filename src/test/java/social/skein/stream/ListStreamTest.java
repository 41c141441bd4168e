package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.Deployment.eventually;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Deployment;
import social.skein.support.LiveReader;
import social.skein.support.Person;

/** Lists as they are read live, from the request that changes one to the frame that comes or does not. */
class ListStreamTest {
    /** What was heard once must not be taken for what is said now. */
    private static final AtomicInteger ROUND = new AtomicInteger();

    private static Deployment deployment;
    private static Person alice;
    private static Person bob;
    private static Person carol;
    private static Person dave;

    @BeforeAll
    static void open() {
        deployment = Deployment.of(1);
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
        try (LiveReader socket = LiveReader.webSocket(alice, "list&list=" + list);
                LiveReader events = LiveReader.eventStream(alice, "list?list=" + list)) {
            comes(socket, bob);
            comes(events, bob);
            staysAway(socket, carol, bob);
            JsonObject post = bob.posts("a mistake");
            eventually("it is there", () -> socket.heard("a mistake") && events.heard("a mistake"));
            bob.deletes(post);
            assertThat(socket.nextText("delete")).isEqualTo(post.getString("id"));
            assertThat(events.nextText("delete")).isEqualTo(post.getString("id"));

            alice.post(members, Map.of("account_ids[]", carol.id()));
            comes(socket, carol);
            alice.send("DELETE", members, Map.of("account_ids[]", bob.id()));
            staysAway(socket, bob, carol);
            alice.post(members, Map.of("account_ids[]", bob.id()));
            alice.unfollows(carol);
            comes(socket, bob);
            staysAway(socket, carol, bob);
        }
    }

    @Test
    void replies_come_as_the_list_wants_them_from_now_on() {
        String list = alice.post("/api/v1/lists", Map.of("title", "Replies")).getString("id");
        alice.post("/api/v1/lists/" + list + "/accounts", Map.of("account_ids[]", bob.id()));
        JsonObject thread = dave.posts("who is there?");
        try (LiveReader socket = LiveReader.webSocket(alice, "list&list=" + list)) {
            comes(socket, bob);
            bob.replies(thread, "not me");
            comes(socket, bob);
            alice.send("PUT", "/api/v1/lists/" + list, Map.of("replies_policy", "followed"));
            eventually("a reply comes", () -> {
                bob.replies(thread, "I am");
                return socket.hears("I am");
            });
            assertThat(socket.heard("not me")).isFalse();
        }
    }

    @Test
    void a_change_of_filters_is_told_and_what_they_match_says_so_live() {
        try (LiveReader socket = LiveReader.webSocket(alice, "user");
                LiveReader events = LiveReader.eventStream(alice, "user")) {
            comes(socket, bob);
            comes(events, bob);
            String filter = alice.post(
                            "/api/v2/filters",
                            Map.of("title", "x", "context[]", "home", "keywords_attributes[][keyword]", "wren"))
                    .getString("id");
            assertThat(socket.nextText("filters_changed")).isEqualTo("null");
            assertThat(events.nextText("filters_changed")).isEqualTo("null");
            bob.posts("a Wren!");
            eventually("the wren is heard", () -> socket.heard("a Wren!"));
            assertThat(socket.heard("\"keyword_matches\":[\"wren\"]")).isTrue();
            alice.send("DELETE", "/api/v2/filters/" + filter, Map.of());
            assertThat(socket.nextText("filters_changed")).isEqualTo("null");
        }
    }

    /** Tries until what somebody posts is heard. */
    private static void comes(LiveReader reader, Person who) {
        eventually(who.name() + " is heard", () -> {
            String text = who.name() + " posts " + ROUND.incrementAndGet() + " times";
            who.posts(text);
            return reader.hears(text);
        });
    }

    /** Tries until somebody is not heard where a witness is. */
    private static void staysAway(LiveReader reader, Person who, Person witness) {
        int[] round = {0};
        eventually(who.name() + " is not heard", () -> {
            String text = " is said by " + witness.name() + round[0]++;
            who.posts("unheard" + text);
            witness.posts("heard" + text);
            eventually("the witness is heard", () -> reader.heard(">heard" + text));
            return !reader.heard("unheard" + text);
        });
    }
}
