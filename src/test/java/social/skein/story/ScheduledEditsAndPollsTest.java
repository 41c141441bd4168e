package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.poll.PollFeature;
import social.skein.sql.PostgresUri;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** What is written is posted later by one of two instances, edited before everybody's eyes, and its polls end. */
class ScheduledEditsAndPollsTest {
    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(2);
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        bob.follows(alice);
        deployment.settle();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void an_edit_reaches_those_who_are_watching() {
        JsonObject post = alice.posts("frist");
        deployment.settle();
        try (StreamClient watching = StreamClient.connectWebSocket(bob, "user")) {
            JsonObject probe = alice.posts("is anybody there?");
            assertThat(watching.next("update").getString("id")).isEqualTo(probe.getString("id"));

            alice.send("PUT", "/api/v1/statuses/" + post.getString("id"), Map.of("status", "first"));

            JsonObject update = watching.next("status.update");
            assertThat(update.getString("id")).isEqualTo(post.getString("id"));
            assertThat(update.getString("content")).isEqualTo("<p>first</p>");
            assertThat(update.getString("edited_at")).isNotNull();
        }
    }

    @Test
    void a_scheduled_status_is_posted_once_when_its_time_has_come() {
        Map<String, String> key = Map.of("Idempotency-Key", "once");
        Map<String, String> form = Map.of(
                "status", "good morning @bob",
                "scheduled_at", ahead(),
                "poll[options][0]", "a",
                "poll[options][1]", "b",
                "poll[expires_in]", "300");
        JsonObject later =
                new JsonObject(alice.send("POST", "/api/v1/statuses", form, key).body());
        JsonObject other = alice.posts(Map.of("status", "not yet", "scheduled_at", ahead()));
        deployment.settle();

        awaitPublished(later);
        eventuallyPosted("good morning");
        redeliver(later);

        List<JsonObject> posted = posted("good morning");
        assertThat(posted).hasSize(1);
        assertThat(posted.get(0).getJsonObject("application").getString("name")).isEqualTo("stories");
        assertThat(posted.get(0).getJsonObject("poll").getJsonArray("options")).hasSize(2);
        assertThat(alice.ids("/api/v1/scheduled_statuses")).containsExactly(other.getString("id"));
        assertThat(bob.home()).contains(posted.get(0).getString("id"));
        assertThat(new JsonObject(alice.send("POST", "/api/v1/statuses", form, key)
                                .body())
                        .getString("id"))
                .as("the key goes with it")
                .isEqualTo(posted.get(0).getString("id"));
        assertThat(alice.send("DELETE", "/api/v1/scheduled_statuses/" + other.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_answers_a_status_that_is_gone_is_posted_alone() {
        JsonObject question = bob.posts("question");
        JsonObject later = alice.posts(
                Map.of("status", "late answer", "scheduled_at", ahead(), "in_reply_to_id", question.getString("id")));
        bob.deletes(question);
        awaitPublished(later);
        eventuallyPosted("late answer");
        assertThat(posted("late answer").get(0).getValue("in_reply_to_id")).isNull();
    }

    @Test
    void what_nobody_can_post_any_more_is_dropped_and_holds_up_nobody() {
        Person carol = deployment.signUp("carol");
        JsonObject dropped = carol.posts(Map.of("status", "never", "scheduled_at", ahead()));
        sql("update account set suspended_at = now() where id = " + carol.id());
        awaitPublished(dropped);
        JsonObject later = alice.posts(Map.of("status", "after the dropped one", "scheduled_at", ahead()));
        awaitPublished(later);
        eventuallyPosted("after the dropped one");
        deployment.settle();
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @Test
    void the_end_of_a_poll_is_told_and_its_voters_are_known() {
        JsonObject post = alice.posts(Map.of(
                "status", "?",
                "poll[options][0]", "a",
                "poll[options][1]", "b",
                "poll[expires_in]", "300"));
        bob.post("/api/v1/polls/" + post.getString("id") + "/votes", Map.of("choices[]", "0"));
        sql("update scheduled_fact set due_at = now() where key = 'poll:" + post.getString("id") + "'");
        TestDeployment.eventually(
                "the end is told",
                () -> sqlCount("select count(*) from scheduled_fact where key = 'poll:" + post.getString("id") + "'")
                        == 0);
        deployment.settle();
        List<AccountId> voters = social.skein.app.Blocking.await(
                deployment
                        .instance(0)
                        .feature(PollFeature.class)
                        .polls()
                        .voters(StatusId.parse(post.getString("id")).orElseThrow(), 0, 10),
                Duration.ofSeconds(20),
                "Asking for voters");
        assertThat(voters).extracting(AccountId::toString).containsExactly(bob.id());
    }

    private static String ahead() {
        return Instant.now().plus(Duration.ofMinutes(10)).toString();
    }

    /** Its time has come, as the clock would have it in a while. */
    private static void awaitPublished(JsonObject later) {
        String id = later.getString("id");
        sql("update scheduled_status set due_at = now() where id = " + id);
        sql("update scheduled_fact set due_at = now() where key = 'scheduled:" + id + "'");
    }

    /** Tells that a status is due a second time, as Kafka may. */
    private static void redeliver(JsonObject later) {
        deployment.publishRaw(
                "accounts",
                alice.id(),
                "{\"fact\":\"status-due.v1\",\"scheduled\":" + later.getString("id") + ",\"author\":\"" + alice.id()
                        + "\"}");
        deployment.settle();
    }

    private static void eventuallyPosted(String text) {
        TestDeployment.eventually(text + " is posted", () -> !posted(text).isEmpty());
        deployment.settle();
    }

    private static List<JsonObject> posted(String text) {
        return alice.list("/api/v1/accounts/" + alice.id() + "/statuses").stream()
                .filter(status -> status.getString("content").contains(text))
                .toList();
    }

    private static void sql(String statement) {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isEqualTo(1);
        } catch (SQLException refused) {
            throw new AssertionError(statement, refused);
        }
    }

    private static long sqlCount(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                var rows = sql.executeQuery(statement)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static Connection connect() throws SQLException {
        PostgresUri uri = deployment.stores().postgres();
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        return DriverManager.getConnection(jdbc, uri.user(), uri.password());
    }
}
