package social.skein.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class PollTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @Test
    void a_poll_is_shown_wherever_its_status_is() {
        JsonObject posted = postJson("""
                {"status": "Lunch?", "poll": {"options": [" soup ", "salad"], "expires_in": "300"}}""");
        JsonObject poll = posted.getJsonObject("poll");

        assertThat(poll.getString("id")).matches("[0-9]+");
        assertThat(poll.getString("expires_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(poll.getBoolean("expired")).isFalse();
        assertThat(poll.getBoolean("multiple")).isFalse();
        assertThat(poll.getLong("votes_count")).isZero();
        assertThat(poll.getLong("voters_count")).isZero();
        assertThat(poll.getBoolean("voted")).as("authors see the counts").isTrue();
        assertThat(poll.getJsonArray("own_votes")).isEmpty();
        assertThat(poll.getJsonArray("emojis")).isEmpty();
        assertThat(poll.getJsonArray("options")).isEqualTo(new JsonArray("""
                        [{"title": "soup", "votes_count": 0}, {"title": "salad", "votes_count": 0}]"""));

        JsonObject boost = bob.boosts(posted);
        assertThat(boost.getJsonObject("poll")).isEqualTo(bob.get(path(poll)));
        assertThat(boost.getJsonObject("reblog").getJsonObject("poll")).isEqualTo(bob.get(path(poll)));
        JsonObject anonymousView = new JsonObject(api.getAnonymously(path(poll)).body());
        assertThat(anonymousView.fieldNames()).contains("own_votes").doesNotContain("voted");
        assertThat(alice.posts("no poll").getValue("poll")).isNull();
    }

    @Test
    void a_poll_can_come_from_a_form_or_json_and_needs_no_text() {
        HttpResponse<String> posted = alice.send(
                "POST",
                "/api/v1/statuses?poll[options][]=a&poll[options][]=b&poll[expires_in]=600&poll[multiple]=true",
                Map.of("visibility", "unlisted"));
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
        assertThat(new JsonObject(posted.body()).getJsonObject("poll").getBoolean("multiple"))
                .isTrue();
        assertThat(new JsonObject(posted.body()).getString("content")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            {"options": ["a"], "expires_in": 300}                     | Choices must have more than one item: a poll should have 2 to 4 options
            {"options": ["a","b","c","d","e"], "expires_in": 300}     | Choices can't contain more than 4 items: a poll should have 2 to 4 options
            {"options": ["a", " "], "expires_in": 300}                | Choices can't be blank: no option of a poll should be empty
            {"options": ["a", "a "], "expires_in": 300}               | Choices contain duplicate items: the options of a poll should differ from each other
            {"options": ["a", "LONG"], "expires_in": 300}             | Choices cannot be longer than 50 characters each
            {"options": ["a", "b"], "expires_in": 299}                | Deadline is too soon: expires_in of a poll should be 300 to 2629746 seconds
            {"options": ["a", "b"], "expires_in": 2629747}            | Deadline is too far into the future: expires_in of a poll should be 300 to 2629746 seconds
            {"options": ["a", "b"], "expires_in": "soon"}             | Deadline is not a number: expires_in of a poll should be 300 to 2629746 seconds
            {"options": ["a", "b"]}                                   | Deadline can't be blank: expires_in of a poll should be 300 to 2629746 seconds
            {"expires_in": 300}                                       | Choices must have more than one item: a poll should have 2 to 4 options
            """, delimiter = '|')
    void an_invalid_poll_is_rejected_with_a_reason(String poll, String reason) {
        HttpResponse<String> response = api.sendJson(
                alice,
                "/api/v1/statuses",
                "{\"status\": \"?\", \"poll\": " + poll.replace("LONG", "é".repeat(51)) + "}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(response.body()).getString("error")).isEqualTo("Validation failed: " + reason);
        assertThat(api.factsOf(alice)).isEmpty();
    }

    @Test
    void an_option_may_have_50_grapheme_clusters() {
        String families = "👩‍👩‍👧‍👦".repeat(50);
        JsonObject poll = postJson("{\"poll\": {\"options\": [\"a\", \"" + families + "\"], \"expires_in\": 300}}")
                .getJsonObject("poll");
        assertThat(poll.getJsonArray("options").getJsonObject(1).getString("title"))
                .isEqualTo(families);
    }

    @Test
    void votes_are_counted_and_shown_to_the_voter() {
        JsonObject poll = poll(true, false);
        JsonObject voted = new JsonObject(vote(bob, poll, "[\"0\", 2, 0]").body());

        assertThat(voted.getBoolean("voted")).isTrue();
        assertThat(voted.getJsonArray("own_votes")).containsExactly(0, 2);
        assertThat(voted.getLong("votes_count")).isEqualTo(2);
        assertThat(voted.getLong("voters_count")).isEqualTo(1);
        assertThat(counts(voted)).containsExactly(1L, 0L, 1L);

        for (int i = 0; i < 4; i++) {
            assertThat(vote(api.signUp("voter"), poll, "[2]").statusCode()).isEqualTo(200);
        }
        JsonObject after = alice.get(path(poll));
        assertThat(counts(after)).containsExactly(1L, 0L, 5L);
        assertThat(after.getLong("voters_count")).isEqualTo(5);
        assertThat(after.getJsonArray("own_votes")).isEmpty();
    }

    @Test
    void concurrent_repeats_of_a_vote_count_once() {
        JsonObject poll = poll(false, false);
        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> vote(bob, poll, "[" + i % 3 + "]").statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(statuses).startsWith(200, 422).endsWith(422, 422);
        assertThat(alice.get(path(poll)).getLong("votes_count")).isEqualTo(1);
    }

    @Test
    void an_invalid_vote_is_rejected_with_a_reason() {
        JsonObject poll = poll(false, false);
        assertRejected(vote(alice, poll, "[0]"), "You cannot vote in your own polls");
        assertRejected(vote(bob, poll, "[]"), "choices should name at least one option, counted from 0");
        assertRejected(vote(bob, poll, "[0, 1]"), "You have already voted on this poll: it allows only one choice");
        assertRejected(
                vote(bob, poll, "[3]"), "The chosen vote option does not exist: choices should be numbers from 0 to 2");
        assertRejected(
                vote(bob, poll, "[-1]"),
                "The chosen vote option does not exist: choices should be numbers from 0 to 2");
        assertRejected(
                vote(bob, poll, "[\"soup\"]"),
                "The chosen vote option does not exist: choices should be numbers from 0 to 2");
        assertThat(vote(bob, poll, "[1]").statusCode()).isEqualTo(200);
        assertRejected(vote(bob, poll, "[0]"), "You have already voted on this poll");

        expire(poll);
        assertRejected(vote(api.signUp("late"), poll, "[0]"), "The poll has already ended");
        assertThat(counts(alice.get(path(poll)))).containsExactly(0L, 1L, 0L);
    }

    @Test
    void hidden_totals_are_shown_once_the_poll_has_ended() {
        JsonObject poll = poll(false, true);
        JsonObject voted = new JsonObject(vote(bob, poll, "[1]").body());
        assertThat(counts(voted)).containsExactly(null, null, null);
        assertThat(voted.getLong("votes_count")).isEqualTo(1);

        expire(poll);
        JsonObject ended = bob.get(path(poll));
        assertThat(ended.getBoolean("expired")).isTrue();
        assertThat(counts(ended)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void the_poll_of_an_invisible_status_is_not_found() {
        JsonObject hidden = postJson("""
                {"status": "a", "visibility": "private", "poll": {"options": ["a", "b"], "expires_in": 300}}""").getJsonObject("poll");
        String noPoll = alice.posts("no poll").getString("id");
        for (String id : List.of(hidden.getString("id"), noPoll, "1", "rubbish")) {
            assertThat(bob.send("GET", "/api/v1/polls/" + id, Map.of()).statusCode())
                    .isEqualTo(404);
            assertThat(bob.send("POST", "/api/v1/polls/" + id + "/votes?choices[]=0", Map.of())
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(api.getAnonymously(path(hidden)).statusCode()).isEqualTo(404);
        bob.follows(alice);
        assertThat(vote(bob, hidden, "[0]").statusCode()).isEqualTo(200);

        Person anonymous = bob.withToken("");
        assertThat(vote(anonymous, hidden, "[0]").statusCode()).isEqualTo(401);
        assertThat(bob.send("GET", path(hidden), Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_repeated_request_with_the_same_key_creates_one_poll() {
        Map<String, String> key = Map.of("Idempotency-Key", "poll");
        String path = "/api/v1/statuses?status=once&poll[options][]=a&poll[options][]=b&poll[expires_in]=600";
        String first = alice.send("POST", path, Map.of(), key).body();
        String second = alice.send("POST", path, Map.of(), key).body();

        assertThat(new JsonObject(second)).isEqualTo(new JsonObject(first));
        assertThat(api.sql("select count(*) from poll where account_id = " + alice.id()))
                .containsExactly("1");
        assertThat(api.factsOf(alice)).hasSize(1);
    }

    @Test
    void the_end_of_a_poll_is_scheduled_until_its_status_is_deleted() {
        JsonObject posted = postJson("""
                {"status": "a", "poll": {"options": ["a", "b"], "expires_in": 300}}""");
        String scheduledFact = "select payload from scheduled_fact where key = 'poll:" + posted.getString("id") + "'";
        assertThat(new JsonObject(api.sql(scheduledFact).get(0)).getString("fact"))
                .isEqualTo("poll-ended.v1");
        vote(bob, posted.getJsonObject("poll"), "[0]");

        JsonObject deleted = alice.deletes(posted);
        assertThat(deleted.getString("text")).isEqualTo("a");
        assertThat(deleted.getJsonObject("poll").getJsonArray("options")).hasSize(2);
        assertThat(api.sql(scheduledFact)).isEmpty();
        assertThat(bob.send("GET", path(posted), Map.of()).statusCode()).isEqualTo(404);
    }

    private JsonObject postJson(String status) {
        HttpResponse<String> posted = api.sendJson(alice, "/api/v1/statuses", status);
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
        return new JsonObject(posted.body());
    }

    private JsonObject poll(boolean multiple, boolean hideTotals) {
        return postJson(new JsonObject()
                        .put("status", "?")
                        .put(
                                "poll",
                                new JsonObject()
                                        .put("options", List.of("a", "b", "c"))
                                        .put("expires_in", 300)
                                        .put("multiple", multiple)
                                        .put("hide_totals", hideTotals))
                        .encode())
                .getJsonObject("poll");
    }

    private static HttpResponse<String> vote(Person voter, JsonObject poll, String choices) {
        return api.sendJson(voter, path(poll) + "/votes", "{\"choices\": " + choices + "}");
    }

    private static void assertRejected(HttpResponse<String> response, String reason) {
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(response.body()).getString("error")).isEqualTo("Validation failed: " + reason);
    }

    private static void expire(JsonObject poll) {
        api.sql("update poll set expires_at = now() - interval '1 second' where status_id = " + poll.getString("id"));
    }

    private static String path(JsonObject poll) {
        return "/api/v1/polls/" + poll.getString("id");
    }

    private static List<Long> counts(JsonObject poll) {
        return poll.getJsonArray("options").stream()
                .map(option -> ((JsonObject) option).getLong("votes_count"))
                .collect(Collectors.toList());
    }
}
