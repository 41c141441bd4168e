package social.skein.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class PostStatusTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @ParameterizedTest
    @ValueSource(
            strings = {"@%s.smith@elsewhere.example", "@%s-x@elsewhere.example", "@%s＠elsewhere.example", "@%s@[::1]"})
    void a_direct_post_to_a_handle_of_another_server_reaches_no_local_account(String handle) {
        String text = "secret for " + handle.formatted(bob.name());
        JsonObject posted = alice.posts(Map.of("status", text, "visibility", "direct"));
        JsonObject edited = new JsonObject(
                alice.send("PUT", "/api/v1/statuses/" + posted.getString("id"), Map.of("status", "still " + text))
                        .body());

        for (JsonObject shown : List.of(posted, edited)) {
            assertThat(shown.getJsonArray("mentions")).isEmpty();
        }
        assertThat(bob.send("GET", "/api/v1/statuses/" + posted.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_response_shows_the_post_as_all_readers_see_it() {
        JsonObject posted = alice.posts(Map.of(
                "status",
                "Hi @" + bob.name() + " #Geese",
                "spoiler_text",
                "birds",
                "sensitive",
                "true",
                "language",
                "en"));

        assertThat(posted.getString("content")).startsWith("<p>Hi <span class=\"h-card\"");
        assertThat(posted.getString("url"))
                .isEqualTo("http://skein.test/@" + alice.name() + "/" + posted.getString("id"));
        assertThat(posted.getString("uri"))
                .isEqualTo("http://skein.test/users/" + alice.name() + "/statuses/" + posted.getString("id"));
        assertThat(posted.getString("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(posted.getString("visibility")).isEqualTo("public");
        assertThat(posted.getString("spoiler_text")).isEqualTo("birds");
        assertThat(posted.getBoolean("sensitive")).isTrue();
        assertThat(posted.getString("language")).isEqualTo("en");
        assertThat(posted.getJsonObject("application").getString("name")).isEqualTo("stories");
        assertThat(posted.getBoolean("favourited")).isFalse();
        assertThat(posted.getBoolean("pinned")).isFalse();
        assertThat(posted.getJsonArray("filtered")).isEmpty();
        assertThat(posted.fieldNames())
                .contains("in_reply_to_id", "in_reply_to_account_id", "reblog", "poll", "card", "edited_at")
                .contains("media_attachments", "emojis", "replies_count", "reblogs_count", "favourites_count");
        for (String linked : List.of("mentions", "tags")) {
            String url = posted.getJsonArray(linked).getJsonObject(0).getString("url");
            assertThat(posted.getString("content")).contains("href=\"" + url + "\"");
        }
        assertThat(posted.getJsonArray("tags").getJsonObject(0).getString("name"))
                .isEqualTo("geese");

        JsonObject read = new JsonObject(
                api.getAnonymously("/api/v1/statuses/" + posted.getString("id")).body());
        assertThat(read.getString("content")).isEqualTo(posted.getString("content"));
        assertThat(read.fieldNames())
                .doesNotContain("favourited", "reblogged", "bookmarked", "muted", "pinned", "filtered");
    }

    @Test
    void a_post_is_one_fact_and_counts_for_its_author() {
        JsonObject posted = alice.posts("hello @" + bob.name());

        JsonObject fact = api.factsOf(alice).get(0);
        assertThat(api.factsOf(alice)).hasSize(1);
        assertThat(fact.getString("fact")).isEqualTo("status-posted.v1");
        assertThat(fact.getString("id")).isEqualTo(posted.getString("id"));
        assertThat(fact.getJsonArray("mentions")).containsExactly(bob.id());
        assertThat(statuses(alice)).isEqualTo(1);

        alice.posts(Map.of("status", "psst", "visibility", "direct"));
        assertThat(statuses(alice)).as("direct messages are not counted").isEqualTo(1);
    }

    @Test
    void a_repeated_request_with_the_same_key_returns_the_same_status_even_concurrently() {
        Map<String, String> key = Map.of("Idempotency-Key", "once");
        List<CompletableFuture<String>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> alice.send("POST", "/api/v1/statuses", Map.of("status", "try " + i), key)
                                .body()))
                .toList();
        List<String> ids = all.stream()
                .map(response -> new JsonObject(response.join()).getString("id"))
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(statuses(alice)).isEqualTo(1);
        assertThat(api.factsOf(alice)).hasSize(1);
        assertThat(alice.send("POST", "/api/v1/statuses", Map.of("status", " "), key)
                        .body())
                .as("even if the repeat is invalid")
                .contains(ids.get(0));
        assertThat(bob.send("POST", "/api/v1/statuses", Map.of("status", "mine"), key)
                        .body())
                .as("keys belong to an account")
                .doesNotContain(ids.get(0));
    }

    @Test
    void a_key_expires_after_an_hour() {
        Map<String, String> key = Map.of("Idempotency-Key", "old");
        Map<String, String> text = Map.of("status", "again");
        String first = alice.send("POST", "/api/v1/statuses", text, key).body();
        api.sql("update idempotency_key set created_at = now() - interval '61 minutes' where account_id = "
                + alice.id());
        String second = alice.send("POST", "/api/v1/statuses", text, key).body();
        String third = alice.send("POST", "/api/v1/statuses", text, key).body();

        assertThat(id(second)).isNotEqualTo(id(first)).isEqualTo(id(third));
    }

    @Test
    void the_key_of_a_deleted_post_makes_a_new_post() {
        Map<String, String> key = Map.of("Idempotency-Key", "again");
        Map<String, String> text = Map.of("status", "again");
        String first = id(alice.send("POST", "/api/v1/statuses", text, key).body());
        alice.send("DELETE", "/api/v1/statuses/" + first, Map.of());

        String second = id(alice.send("POST", "/api/v1/statuses", text, key).body());
        String third = id(alice.send("POST", "/api/v1/statuses", text, key).body());

        assertThat(second).isNotEqualTo(first).isEqualTo(third);
        assertThat(alice.send("GET", "/api/v1/statuses/" + second, Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(statuses(alice)).isEqualTo(1);

        alice.send("DELETE", "/api/v1/statuses/" + second, Map.of());
        assertThat(alice.send("POST", "/api/v1/statuses", Map.of("status", " "), key)
                        .statusCode())
                .as("an invalid repetition of a deleted post")
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            {}                                          | Text can't be blank
            {"status": " \\n "}                         | Text can't be blank
            {"status": "a", "visibility": "secret"}     | Visibility is not included in the list: it should be public, unlisted, private or direct
            {"status": "a", "media_ids": ["1"]}         | Media 1 not found or already attached to another post
            """, delimiter = '|')
    void an_invalid_status_is_rejected_with_a_reason(String body, String reason) {
        var response = api.sendJson(alice, "/api/v1/statuses", body);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(response.body()).getString("error")).isEqualTo("Validation failed: " + reason);
        assertThat(statuses(alice)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\": \"a\\u0000b\"}", "{\"status\": \"a\", \"spoiler_text\": \"\\ud83d\"}"})
    void invalid_unicode_is_rejected(String body) {
        assertThat(api.sendJson(alice, "/api/v1/statuses", body).statusCode()).isIn(400, 422);
    }

    @Test
    void a_text_and_its_content_warning_may_have_500_characters_together() {
        String families = "👩‍👩‍👧‍👦".repeat(400);
        String body = new JsonObject()
                .put("status", families)
                .put("spoiler_text", "w".repeat(100))
                .encode();
        JsonObject posted =
                new JsonObject(api.sendJson(alice, "/api/v1/statuses", body).body());
        assertThat(posted.getString("content")).isEqualTo("<p>" + families + "</p>");
        for (String longer : List.of("é".repeat(401), "x".repeat(50_000), "e" + "\u0301".repeat(50_000))) {
            var rejected = api.sendJson(
                    alice,
                    "/api/v1/statuses",
                    new JsonObject()
                            .put("status", longer)
                            .put("spoiler_text", "w".repeat(100))
                            .encode());
            assertThat(rejected.statusCode()).isEqualTo(422);
            assertThat(rejected.body()).contains("Validation failed: Text character limit of 500 exceeded");
        }
    }

    @Test
    void only_public_replies_are_counted() {
        JsonObject post = alice.posts("question");
        JsonObject reply = bob.replies(post, "answer");
        bob.posts(Map.of("status", "secret", "in_reply_to_id", post.getString("id"), "visibility", "private"));

        assertThat(reply.getString("in_reply_to_id")).isEqualTo(post.getString("id"));
        assertThat(reply.getString("in_reply_to_account_id")).isEqualTo(alice.id());
        assertThat(replies(post)).isEqualTo(1);

        bob.deletes(reply);
        assertThat(replies(post)).isZero();
    }

    @Test
    void an_invisible_status_cannot_be_replied_to() {
        JsonObject directMessage = alice.posts(Map.of("status", "diary", "visibility", "direct"));
        for (String parent : List.of(directMessage.getString("id"), "1", "rubbish")) {
            assertThat(bob.send("POST", "/api/v1/statuses", Map.of("status", "hm", "in_reply_to_id", parent))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void deleting_returns_the_source_and_removes_the_status() {
        JsonObject posted = alice.posts("Typed <this> #way");
        String path = "/api/v1/statuses/" + posted.getString("id");

        assertThat(bob.send("DELETE", path, Map.of()).statusCode()).isEqualTo(404);
        JsonObject deleted = alice.deletes(posted);

        assertThat(deleted.getString("text")).isEqualTo("Typed <this> #way");
        assertThat(deleted.getString("content")).isEqualTo(posted.getString("content"));
        assertThat(deleted.getJsonArray("media_attachments")).isEmpty();
        assertThat(alice.send("GET", path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(alice.send("DELETE", path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(statuses(alice)).isZero();
        assertThat(api.factsOf(alice))
                .extracting(fact -> fact.getString("fact"))
                .containsExactly("status-posted.v1", "status-deleted.v1");
    }

    @Test
    void only_the_author_can_read_the_source_of_a_status() {
        String path = "/api/v1/statuses/" + alice.posts("*raw*").getString("id") + "/source";
        assertThat(alice.get(path).getString("text")).isEqualTo("*raw*");
        assertThat(bob.send("GET", path, Map.of()).statusCode()).isEqualTo(404);
    }

    private static String id(String response) {
        return new JsonObject(response).getString("id");
    }

    private static long statuses(Person person) {
        return person.get("/api/v1/accounts/" + person.id()).getLong("statuses_count");
    }

    private long replies(JsonObject post) {
        return alice.get("/api/v1/statuses/" + post.getString("id")).getLong("replies_count");
    }
}
