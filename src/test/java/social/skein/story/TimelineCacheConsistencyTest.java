package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Tests that timelines, which are rendered from in-process caches, agree with single statuses, which are read from the
 * database: immediately at the instance that handled a write, and soon at the others. Alice reads and follows bob and
 * carol; these write.
 */
class TimelineCacheConsistencyTest {
    private static final int MAX_ATTEMPTS = 12;
    private static final List<String> TIMELINES = List.of(
            "/api/v1/timelines/home?limit=40",
            "/api/v1/timelines/public?limit=40",
            "/api/v1/timelines/tag/tea?limit=40");

    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static Person carol;
    private static Person aliceAtOtherInstance;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(2);
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        carol = deployment.signUp("carol");
        aliceAtOtherInstance =
                alice.atPort(deployment.instance(1).config().http().port());
        alice.follows(bob);
        alice.follows(carol);
        deployment.settle();
        deployment.awaitRebuilds(1, alice);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void a_status_in_a_timeline_equals_the_status_read_by_id() {
        JsonObject plain =
                bob.posts("Plain #tea for @carol and @alice, see https://example.org/a?b=c&d=e \"quoted\" \u2615");
        JsonObject hidden = carol.posts(Map.of(
                "status",
                "#tea",
                "spoiler_text",
                "Careful \\ \"",
                "sensitive",
                "true",
                "language",
                "en",
                "visibility",
                "private"));
        JsonObject poll = bob.posts(Map.of(
                "status",
                "Which #tea?",
                "poll[options][0]",
                "green",
                "poll[options][1]",
                "black",
                "poll[expires_in]",
                "300"));
        JsonObject own = alice.posts("Mine #tea");
        carol.boosts(plain);
        bob.boosts(poll);
        carol.boosts(own);
        bob.replies(plain, "@carol also");
        assertTimelinesAgree();

        alice.likes(plain);
        alice.boosts(plain);
        alice.post("/api/v1/statuses/" + hidden.getString("id") + "/bookmark", Map.of());
        alice.post("/api/v1/statuses/" + own.getString("id") + "/pin", Map.of());
        alice.post("/api/v1/statuses/" + plain.getString("id") + "/mute", Map.of());
        alice.post("/api/v1/polls/" + poll.getJsonObject("poll").getString("id") + "/votes", Map.of("choices[]", "1"));
        JsonObject filter = alice.post(
                "/api/v2/filters",
                Map.of(
                        "title",
                        "no green",
                        "context[]",
                        "home",
                        "filter_action",
                        "warn",
                        "keywords_attributes[0][keyword]",
                        "green"));
        assertTimelinesAgree();

        bob.send("PUT", "/api/v1/statuses/" + plain.getString("id"), Map.of("status", "Edited #tea"));
        bob.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("display_name", "Bob the <b>", "note", "new"));
        alice.send("DELETE", "/api/v2/filters/" + filter.getString("id"), Map.of());
        alice.post("/api/v1/statuses/" + plain.getString("id") + "/unfavourite", Map.of());
        alice.post("/api/v1/statuses/" + own.getString("id") + "/unpin", Map.of());
        carol.likes(plain);
        assertTimelinesAgree();
    }

    /** Asserts that each entry of each timeline and profile equals the status read by its id. */
    private static void assertTimelinesAgree() {
        deployment.settle();
        for (Person reader : List.of(alice, bob)) {
            for (String path : TIMELINES) {
                assertTimelinesAgree(reader, path);
            }
            for (Person author : List.of(alice, bob, carol)) {
                assertTimelinesAgree(reader, "/api/v1/accounts/" + author.id() + "/statuses?limit=40");
            }
        }
        Person anonymous = alice.withToken("");
        assertTimelinesAgree(anonymous, "/api/v1/timelines/public?limit=40");
    }

    private static void assertTimelinesAgree(Person reader, String path) {
        List<JsonObject> entries = reader.list(path);
        assertThat(entries).as(path).isNotEmpty();
        for (JsonObject status : entries) {
            assertThat(status).isEqualTo(reader.get("/api/v1/statuses/" + status.getString("id")));
        }
    }

    @Test
    void a_cached_page_needs_no_database_statement() {
        Person dave = deployment.signUp("dave");
        Person erin = deployment.signUp("erin");
        dave.follows(erin);
        for (int i = 0; i < 25; i++) {
            JsonObject post = erin.posts("Number " + i + " #tea @dave");
            if (i % 4 == 0) {
                dave.likes(post);
                erin.boosts(alice.posts("Boosted " + i));
            }
        }
        deployment.settle();
        deployment.awaitRebuilds(2, dave);

        assertThat(dave.home()).hasSizeGreaterThan(25);
        for (String path : List.of(
                "/api/v1/timelines/public?limit=20",
                "/api/v1/timelines/tag/tea?limit=20",
                "/api/v1/accounts/" + erin.id() + "/statuses?limit=20")) {
            assertThat(minStatements(dave, path)).as(path).isZero();
        }
        if (AvailableStores.hasRedis()) {
            assertThat(minStatements(dave, "/api/v1/timelines/home?limit=20"))
                    .as("home")
                    .isZero();
        }
    }

    /** Returns the minimum of several attempts, since some of them count statements of other work, too. */
    private static long minStatements(Person reader, String path) {
        long minimum = Long.MAX_VALUE;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            long before = deployment.statements();
            assertThat(reader.send("GET", path, Map.of()).statusCode()).isEqualTo(200);
            minimum = Math.min(minimum, deployment.statements() - before);
        }
        return minimum;
    }

    @Test
    void a_change_is_visible_immediately_at_the_same_instance() {
        Person frank = deployment.signUp("frank");
        alice.follows(frank);
        deployment.settle();
        String post = frank.posts("Good morning").getString("id");
        deployment.settle();
        assertThat(alice.home()).contains(post);

        alice.post("/api/v1/accounts/" + frank.id() + "/mute", Map.of());
        assertThat(alice.home()).doesNotContain(post);
        alice.post("/api/v1/accounts/" + frank.id() + "/unmute", Map.of());
        assertThat(alice.home()).contains(post);
        frank.post("/api/v1/accounts/" + alice.id() + "/block", Map.of());
        assertThat(alice.home()).doesNotContain(post);
        assertThat(alice.ids("/api/v1/timelines/public?limit=40")).doesNotContain(post);
        assertThat(alice.ids("/api/v1/accounts/" + frank.id() + "/statuses")).doesNotContain(post);
        frank.send("DELETE", "/api/v1/statuses/" + post, Map.of());
        assertThat(bob.ids("/api/v1/timelines/public?limit=40")).doesNotContain(post);
        assertThat(bob.ids("/api/v1/accounts/" + frank.id() + "/statuses")).isEmpty();
    }

    @Test
    void a_cached_reply_loses_its_parent_when_that_is_deleted() {
        JsonObject parent = alice.posts("parent");
        JsonObject reply = bob.replies(parent, "reply");
        deployment.settle();
        assertThat(parentAtHome(reply)).isEqualTo(parent.getString("id"));

        alice.deletes(parent);
        deployment.settle();

        TestDeployment.eventually("home shows no parent", () -> parentAtHome(reply) == null);
    }

    private static @org.jspecify.annotations.Nullable String parentAtHome(JsonObject reply) {
        return alice.list("/api/v1/timelines/home?limit=40").stream()
                .filter(status -> status.getString("id").equals(reply.getString("id")))
                .findFirst()
                .orElseThrow()
                .getString("in_reply_to_id");
    }

    @Test
    void a_change_becomes_visible_at_other_instances() {
        JsonObject post = bob.posts("Read everywhere");
        String id = post.getString("id");
        deployment.settle();
        aliceAtOtherInstance.home();

        carol.likes(post);
        TestDeployment.eventually(
                "the other instance counts the like",
                () -> readAtOtherInstance(id).getInteger("favourites_count") == 1);
        bob.send("PUT", "/api/v1/statuses/" + id, Map.of("status", "Corrected everywhere"));
        TestDeployment.eventually(
                "the other instance shows the edit",
                () -> readAtOtherInstance(id).getString("content").equals("<p>Corrected everywhere</p>"));
        alice.likes(post);
        TestDeployment.eventually(
                "the other instance shows alice's own like",
                () -> readAtOtherInstance(id).getBoolean("favourited"));
        alice.post("/api/v1/accounts/" + bob.id() + "/block", Map.of());
        TestDeployment.eventually(
                "the other instance hides posts of the blocked account",
                () -> !aliceAtOtherInstance.home().contains(id));
        alice.post("/api/v1/accounts/" + bob.id() + "/unblock", Map.of());
        alice.follows(bob);
    }

    private static JsonObject readAtOtherInstance(String id) {
        return aliceAtOtherInstance.list("/api/v1/timelines/home?limit=40").stream()
                .filter(status -> status.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
