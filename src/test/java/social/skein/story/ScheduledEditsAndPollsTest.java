package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
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
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests scheduled posts, streamed edits and the end of polls, with two instances. */
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
    void an_edit_is_streamed_to_followers() {
        JsonObject post = alice.posts("frist");
        deployment.settle();
        try (StreamClient stream = StreamClient.connectWebSocket(bob, "user")) {
            JsonObject probe = alice.posts("is anybody there?");
            assertThat(stream.next("update").getString("id")).isEqualTo(probe.getString("id"));

            alice.send("PUT", "/api/v1/statuses/" + post.getString("id"), Map.of("status", "first"));

            JsonObject update = stream.next("status.update");
            assertThat(update.getString("id")).isEqualTo(post.getString("id"));
            assertThat(update.getString("content")).isEqualTo("<p>first</p>");
            assertThat(update.getString("edited_at")).isNotNull();
        }
    }

    @Test
    void a_scheduled_status_is_posted_once_when_it_is_due() {
        Map<String, String> key = Map.of("Idempotency-Key", "once");
        Map<String, String> form = Map.of(
                "status", "good morning @bob",
                "scheduled_at", futureTime(),
                "poll[options][0]", "a",
                "poll[options][1]", "b",
                "poll[expires_in]", "300");
        JsonObject scheduled =
                new JsonObject(alice.send("POST", "/api/v1/statuses", form, key).body());
        JsonObject other = alice.posts(Map.of("status", "not yet", "scheduled_at", futureTime()));
        deployment.settle();

        makeDue(scheduled);
        awaitPosted("good morning");
        redeliver(scheduled);

        List<JsonObject> posted = posted("good morning");
        assertThat(posted).hasSize(1);
        assertThat(posted.get(0).getJsonObject("application").getString("name")).isEqualTo("stories");
        assertThat(posted.get(0).getJsonObject("poll").getJsonArray("options")).hasSize(2);
        assertThat(alice.ids("/api/v1/scheduled_statuses")).containsExactly(other.getString("id"));
        assertThat(bob.home()).contains(posted.get(0).getString("id"));
        assertThat(new JsonObject(alice.send("POST", "/api/v1/statuses", form, key)
                                .body())
                        .getString("id"))
                .as("the idempotency key returns the posted status")
                .isEqualTo(posted.get(0).getString("id"));
        assertThat(alice.send("DELETE", "/api/v1/scheduled_statuses/" + other.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_scheduled_reply_to_a_deleted_status_is_posted_without_a_parent() {
        JsonObject question = bob.posts("question");
        JsonObject scheduled = alice.posts(Map.of(
                "status", "late answer",
                "scheduled_at", futureTime(),
                "in_reply_to_id", question.getString("id")));
        bob.deletes(question);
        makeDue(scheduled);
        awaitPosted("late answer");
        assertThat(posted("late answer").get(0).getValue("in_reply_to_id")).isNull();
    }

    @Test
    void a_scheduled_status_of_a_suspended_account_is_dropped_and_delays_no_other() {
        Person carol = deployment.signUp("carol");
        JsonObject dropped = carol.posts(Map.of("status", "never", "scheduled_at", futureTime()));
        updateOne("update account set suspended_at = now() where id = " + carol.id());
        makeDue(dropped);
        JsonObject scheduled = alice.posts(Map.of("status", "after the dropped one", "scheduled_at", futureTime()));
        makeDue(scheduled);
        awaitPosted("after the dropped one");
        deployment.settle();
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @Test
    void the_end_of_a_poll_is_published_and_its_voters_are_listed() {
        JsonObject post = alice.posts(Map.of(
                "status", "?",
                "poll[options][0]", "a",
                "poll[options][1]", "b",
                "poll[expires_in]", "300"));
        bob.post("/api/v1/polls/" + post.getString("id") + "/votes", Map.of("choices[]", "0"));
        updateOne("update scheduled_fact set due_at = now() where key = 'poll:" + post.getString("id") + "'");
        TestDeployment.eventually(
                "the end of the poll is published",
                () -> deployment
                        .sql("select key from scheduled_fact where key = 'poll:" + post.getString("id") + "'")
                        .isEmpty());
        deployment.settle();
        List<AccountId> voters = social.skein.app.Blocking.await(
                deployment
                        .instance(0)
                        .feature(PollFeature.class)
                        .polls()
                        .voters(StatusId.parse(post.getString("id")).orElseThrow(), 0, 10),
                Duration.ofSeconds(20),
                "Loading the voters");
        assertThat(voters).extracting(AccountId::toString).containsExactly(bob.id());
    }

    @Test
    void the_end_of_a_poll_that_an_edit_started_anew_is_announced_again() {
        Map<String, String> poll = Map.of(
                "status", "again?",
                "poll[options][0]", "a",
                "poll[options][1]", "b",
                "poll[expires_in]", "300");
        JsonObject post = alice.posts(poll);
        bob.post("/api/v1/polls/" + post.getString("id") + "/votes", Map.of("choices[]", "0"));
        endPoll(post);
        List<String> first = pollNotifications(bob, post);
        assertThat(first).hasSize(1);

        Map<String, String> other = new java.util.HashMap<>(poll);
        other.put("poll[options][1]", "c");
        alice.send("PUT", "/api/v1/statuses/" + post.getString("id"), other);
        bob.post("/api/v1/polls/" + post.getString("id") + "/votes", Map.of("choices[]", "1"));
        endPoll(post);

        assertThat(pollNotifications(bob, post)).hasSize(1).isNotEqualTo(first);
        assertThat(pollNotifications(alice, post)).hasSize(1);
    }

    private static void endPoll(JsonObject post) {
        updateOne("update poll set expires_at = now() where status_id = " + post.getString("id"));
        updateOne("update scheduled_fact set due_at = now() where key = 'poll:" + post.getString("id") + "'");
        TestDeployment.eventually(
                "the end of the poll is published",
                () -> deployment
                        .sql("select key from scheduled_fact where key = 'poll:" + post.getString("id") + "'")
                        .isEmpty());
        deployment.settle();
    }

    private static List<String> pollNotifications(Person reader, JsonObject post) {
        return reader.list("/api/v1/notifications?types[]=poll").stream()
                .filter(shown -> post.getString("id")
                        .equals(shown.getJsonObject("status").getString("id")))
                .map(shown -> shown.getString("id"))
                .toList();
    }

    private static String futureTime() {
        return Instant.now().plus(Duration.ofMinutes(10)).toString();
    }

    /** Makes a scheduled status due now. */
    private static void makeDue(JsonObject scheduled) {
        String id = scheduled.getString("id");
        updateOne("update scheduled_status set due_at = now() where id = " + id);
        updateOne("update scheduled_fact set due_at = now() where key = 'scheduled:" + id + "'");
    }

    /** Publishes the fact that a status is due a second time, as Kafka may redeliver it. */
    private static void redeliver(JsonObject scheduled) {
        deployment.publishRaw(
                "accounts",
                alice.id(),
                "{\"fact\":\"status-due.v1\",\"scheduled\":" + scheduled.getString("id") + ",\"author\":\"" + alice.id()
                        + "\"}");
        deployment.settle();
    }

    private static void awaitPosted(String text) {
        TestDeployment.eventually(text + " is posted", () -> !posted(text).isEmpty());
        deployment.settle();
    }

    private static List<JsonObject> posted(String text) {
        return alice.list("/api/v1/accounts/" + alice.id() + "/statuses").stream()
                .filter(status -> status.getString("content").contains(text))
                .toList();
    }

    /** Runs an update of exactly one row. */
    private static void updateOne(String statement) {
        assertThat(deployment.sql(statement + " returning 1")).hasSize(1);
    }
}
