package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/**
 * Tests which posts are visible after blocks, mutes, locks and boost preferences: in home and public timelines, in
 * threads, by id and in streams.
 */
class BlockMuteAndLockTest {
    @AutoClose
    private static final TestDeployment deployment = TestDeployment.withInstances(1);

    private static int userCount;

    private Person alice;
    private Person bob;
    private Person carol;

    /** Alice and bob follow each other and carol; carol follows no account. */
    @BeforeEach
    void signUpUsers() {
        userCount++;
        alice = deployment.signUp("alice" + userCount);
        bob = deployment.signUp("bob" + userCount);
        carol = deployment.signUp("carol" + userCount);
        alice.follows(bob);
        bob.follows(alice);
        alice.follows(carol);
        bob.follows(carol);
    }

    /**
     * Tests which posts of bob alice sees after an action of one of them. The boost is carol's boost of a post of bob;
     * the thread starts with a post of carol.
     */
    @ParameterizedTest(name = "{0}: home {1}, public {2}, boost {3}, thread {4}, by id {5}, profile {6}")
    @CsvSource({
        "nothing,         true,  true,  true,  true,  true,  true",
        "alice blocks,    false, false, false, false, true,  true",
        "bob blocks,      false, false, false, false, false, false",
        "alice mutes,     false, false, false, false, true,  true",
        "bob mutes,       true,  true,  true,  true,  true,  true",
        "alice unfollows, false, true,  true,  true,  true,  true",
    })
    void an_action_hides_the_expected_posts(
            String action,
            boolean home,
            boolean inPublic,
            boolean boosted,
            boolean thread,
            boolean byId,
            boolean profile) {
        JsonObject post = bob.posts("Good morning");
        JsonObject boost = carol.boosts(post);
        JsonObject question = carol.posts("Who is awake?");
        String reply = id(bob.replies(question, "I am"));
        deployment.settle();
        act(action);

        for (int i = 0; i < 2; i++) {
            assertThat(alice.home().contains(id(post))).as("home").isEqualTo(home);
            assertThat(alice.home().contains(id(boost))).as("boost").isEqualTo(boosted);
            assertThat(alice.ids("/api/v1/timelines/public").contains(id(post)))
                    .as("public")
                    .isEqualTo(inPublic);
            assertThat(alice.get("/api/v1/statuses/" + id(question) + "/context")
                            .getJsonArray("descendants")
                            .encode()
                            .contains(reply))
                    .as("thread")
                    .isEqualTo(thread);
            assertThat(alice.send("GET", "/api/v1/statuses/" + id(post), Map.of())
                            .statusCode())
                    .as("by id")
                    .isEqualTo(byId ? 200 : 404);
            assertThat(alice.ids("/api/v1/accounts/" + bob.id() + "/statuses").contains(id(post)))
                    .as("profile")
                    .isEqualTo(profile);
            deployment.settle();
        }
        assertThat(alice.get("/api/v1/accounts/" + bob.id()).getString("id")).isEqualTo(bob.id());
    }

    private void act(String action) {
        Map<String, String> noFields = Map.of();
        switch (action) {
            case "alice blocks" -> alice.post(path(bob, "block"), noFields);
            case "bob blocks" -> bob.post(path(alice, "block"), noFields);
            case "alice mutes" -> alice.post(path(bob, "mute"), noFields);
            case "bob mutes" -> bob.post(path(alice, "mute"), noFields);
            case "alice unfollows" -> alice.unfollows(bob);
            default -> {}
        }
    }

    @ParameterizedTest
    @CsvSource({"alice blocks", "bob blocks", "alice mutes"})
    void a_stream_omits_posts_after_a_block_or_mute(String action) {
        try (StreamClient reader = StreamClient.connectWebSocket(alice, "user")) {
            assertThat(hasReceived(reader, bob.posts("Before"))).isTrue();
            act(action);
            deployment.settle();

            TestDeployment.eventually("the stream omits the new post", () -> {
                String post = id(bob.posts("After"));
                String marker = id(carol.posts("Mark"));
                return arrivesFirst(reader, marker, post);
            });
        }
    }

    @Test
    void an_expired_mute_ends_in_streams_too() {
        try (StreamClient reader = StreamClient.connectWebSocket(alice, "user")) {
            assertThat(hasReceived(reader, bob.posts("Before"))).isTrue();
            alice.post(path(bob, "mute"), Map.of("duration", "2"));
            TestDeployment.eventually("the mute has expired everywhere", () -> {
                String post = id(bob.posts("Am I heard?"));
                String marker = id(carol.posts("Mark"));
                return !arrivesFirst(reader, marker, post);
            });
        }
        assertThat(alice.list("/api/v1/mutes")).isEmpty();
    }

    @Test
    void unwanted_boosts_are_omitted() {
        JsonObject post = carol.posts("Boost me");
        alice.unfollows(carol);
        alice.post(path(bob, "follow"), Map.of("reblogs", "false"));
        try (StreamClient reader = StreamClient.connectWebSocket(alice, "user")) {
            assertThat(hasReceived(reader, bob.posts("Connected"))).isTrue();
            String boost = id(bob.boosts(post));
            String own = id(bob.posts("My own words"));
            deployment.settle();

            assertThat(arrivesFirst(reader, own, boost)).isTrue();
            assertThat(alice.home()).contains(own).doesNotContain(boost);

            alice.post(path(bob, "follow"), Map.of("reblogs", "true"));
            assertThat(alice.home()).contains(boost);
        }
    }

    @Test
    void pending_follow_requests_are_accepted_when_the_account_is_unlocked() {
        Person dave = deployment.signUp("dave" + userCount);
        dave.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"));
        String post = id(dave.posts(Map.of("status", "For friends", "visibility", "private")));
        assertThat(alice.post(path(dave, "follow"), Map.of()).getBoolean("requested"))
                .isTrue();
        deployment.settle();
        assertThat(alice.home()).doesNotContain(post);

        dave.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "false"));
        deployment.settle();

        assertThat(alice.list("/api/v1/accounts/relationships?id[]=" + dave.id()))
                .singleElement()
                .satisfies(relationship ->
                        assertThat(relationship.getBoolean("following")).isTrue())
                .satisfies(relationship ->
                        assertThat(relationship.getBoolean("requested")).isFalse());
        assertThat(alice.home()).contains(post);
        assertThat(dave.ids("/api/v1/follow_requests")).isEmpty();
    }

    private boolean hasReceived(StreamClient reader, JsonObject post) {
        return reader.next("update").getString("id").equals(id(post));
    }

    /** Returns whether {@code marker} arrives without {@code post}, which was posted earlier, before it. */
    private static boolean arrivesFirst(StreamClient reader, String marker, String post) {
        boolean seen = false;
        String next = reader.next("update").getString("id");
        while (!next.equals(marker)) {
            seen |= next.equals(post);
            next = reader.next("update").getString("id");
        }
        return !seen;
    }

    private static String path(Person account, String action) {
        return "/api/v1/accounts/" + account.id() + "/" + action;
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }
}
