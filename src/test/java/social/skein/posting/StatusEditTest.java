package social.skein.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class StatusEditTest {
    private static final Map<String, String> POLL =
            Map.of("status", "?", "poll[options][0]", "a", "poll[options][1]", "b", "poll[expires_in]", "600");

    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @Test
    void an_edit_is_visible_to_readers_and_preserves_favourites() {
        JsonObject post = alice.posts(Map.of("status", "frist #one", "visibility", "unlisted", "language", "en"));
        bob.likes(post);
        JsonObject edited = edit(
                alice,
                post,
                Map.of("status", "first @" + bob.name() + " #two", "spoiler_text", "w", "visibility", "public"));

        assertThat(edited.getString("id")).isEqualTo(post.getString("id"));
        assertThat(edited.getString("content")).contains("first").contains("#<span>two</span>");
        assertThat(edited.getString("edited_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(edited.getString("created_at")).isEqualTo(post.getString("created_at"));
        assertThat(edited.getString("spoiler_text")).isEqualTo("w");
        assertThat(edited.getString("language")).as("unchanged").isEqualTo("en");
        assertThat(edited.getString("visibility")).as("unchanged").isEqualTo("unlisted");
        assertThat(edited.getLong("favourites_count")).isEqualTo(1);
        assertThat(edited.getJsonArray("mentions").getJsonObject(0).getString("id"))
                .isEqualTo(bob.id());
        assertThat(bob.get(path(post)).getString("content")).isEqualTo(edited.getString("content"));
        assertThat(alice.get(path(post) + "/source").getString("text")).isEqualTo("first @" + bob.name() + " #two");
        assertThat(api.factsOf(alice))
                .extracting(fact -> fact.getString("fact"))
                .containsExactly("status-posted.v1", "status-edited.v1");
    }

    @Test
    void the_history_starts_with_the_original_and_ends_with_the_current_version() {
        JsonObject post = alice.posts("one");
        assertThat(contents(history(bob, post))).containsExactly("<p>one</p>");

        JsonObject second = edit(alice, post, Map.of("status", "two", "sensitive", "true"));
        JsonObject third = edit(alice, post, Map.of("status", "three", "spoiler_text", "w"));

        List<JsonObject> history = history(bob, post);
        assertThat(contents(history)).containsExactly("<p>one</p>", "<p>two</p>", "<p>three</p>");
        assertThat(history)
                .extracting(version -> version.getString("created_at"))
                .containsExactly(
                        post.getString("created_at"), second.getString("edited_at"), third.getString("edited_at"));
        assertThat(history)
                .extracting(version -> version.getBoolean("sensitive"))
                .containsExactly(false, true, false);
        assertThat(history.get(2).getString("spoiler_text")).isEqualTo("w");
        assertThat(history.get(0).getJsonObject("account").getString("id")).isEqualTo(alice.id());
    }

    @Test
    void an_edit_without_a_change_creates_no_version() {
        JsonObject post = alice.posts(POLL);
        JsonObject same = edit(alice, post, POLL);
        assertThat(same.getValue("edited_at")).isNull();
        assertThat(history(alice, post)).hasSize(1);
        assertThat(api.factsOf(alice)).hasSize(1);

        Map<String, String> key = Map.of("Idempotency-Key", "edit");
        Map<String, String> text = Map.of("status", "once");
        HttpResponse<String> first = alice.send("PUT", path(post), text, key);
        HttpResponse<String> second = alice.send("PUT", path(post), text, key);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(history(alice, post)).hasSize(2);
    }

    @Test
    void a_poll_keeps_its_votes_unless_its_options_change() {
        JsonObject post = alice.posts(POLL);
        vote(post, 1);

        Map<String, String> otherText = with(POLL, "status", "other text");
        assertThat(poll(edit(alice, post, otherText)).getLong("votes_count")).isEqualTo(1);

        JsonObject changed = poll(edit(alice, post, with(POLL, "poll[options][1]", "c")));
        assertThat(changed.getLong("votes_count")).isZero();
        assertThat(changed.getLong("voters_count")).isZero();
        assertThat(poll(bob.get(path(post))).getBoolean("voted")).isFalse();
        vote(post, 0);
        assertThat(poll(bob.get(path(post))).getLong("votes_count")).isEqualTo(1);

        assertThat(edit(alice, post, Map.of("status", "no poll")).getValue("poll"))
                .isNull();
        assertThat(api.sql("select key from scheduled_fact where key = 'poll:" + post.getString("id") + "'"))
                .isEmpty();
        assertThat(poll(edit(alice, post, POLL)).getLong("votes_count"))
                .as("a new round starts")
                .isZero();

        List<JsonObject> history = history(alice, post);
        assertThat(options(history.get(0))).containsExactly("a", "b");
        assertThat(options(history.get(2))).containsExactly("a", "c");
        assertThat(history.get(3).getValue("poll")).isNull();
        assertThat(options(history.get(4))).containsExactly("a", "b");
    }

    @Test
    void a_poll_made_multiple_starts_over_and_ends_at_the_new_time() {
        JsonObject post = alice.posts(POLL);
        vote(post, 1);
        JsonObject edited =
                poll(edit(alice, post, with(with(POLL, "poll[multiple]", "true"), "poll[expires_in]", "9999")));
        assertThat(edited.getBoolean("multiple")).isTrue();
        assertThat(edited.getLong("votes_count")).isZero();
        assertThat(api.sql("select due_at > now() + interval '2 hours' from scheduled_fact where key = 'poll:"
                        + post.getString("id") + "'"))
                .containsExactly("t");
    }

    @Test
    void an_edit_that_keeps_the_options_neither_lengthens_nor_reopens_a_poll() {
        JsonObject post = alice.posts(POLL);
        String end = poll(post).getString("expires_at");
        vote(post, 1);
        for (String expiresIn : List.of("9999", "300", "600")) {
            JsonObject edited =
                    edit(alice, post, with(with(POLL, "status", "in " + expiresIn), "poll[expires_in]", expiresIn));
            assertThat(poll(edited).getString("expires_at")).isEqualTo(end);
        }

        api.sql("update poll set expires_at = now() - interval '1 second' where status_id = " + post.getString("id"));
        api.sql("delete from scheduled_fact where key = 'poll:" + post.getString("id") + "'");
        JsonObject edited =
                poll(edit(alice, post, with(with(POLL, "status", "a typo less"), "poll[hide_totals]", "true")));
        assertThat(edited.getBoolean("expired")).isTrue();
        assertThat(edited.getLong("votes_count")).isEqualTo(1);
        assertThat(api.sql("select key from scheduled_fact where key = 'poll:" + post.getString("id") + "'"))
                .as("its end is not announced again")
                .isEmpty();

        JsonObject other = poll(edit(alice, post, with(POLL, "poll[options][1]", "c")));
        assertThat(other.getBoolean("expired"))
                .as("other options are a new poll")
                .isFalse();
        assertThat(other.getLong("votes_count")).isZero();
    }

    @Test
    void the_day_of_the_last_post_goes_back_when_the_newest_is_deleted() {
        JsonObject old = alice.posts("old");
        api.sql("update status set created_at = '2020-02-03' where id = " + old.getString("id"));
        JsonObject post = alice.posts("new");
        alice.send("DELETE", path(post), Map.of());
        assertThat(lastStatusAt()).isEqualTo("2020-02-03");
        alice.send("DELETE", path(old), Map.of());
        assertThat(lastStatusAt()).isNull();
    }

    private @org.jspecify.annotations.Nullable String lastStatusAt() {
        return alice.get("/api/v1/accounts/" + alice.id()).getString("last_status_at");
    }

    @Test
    void hashtag_timelines_follow_an_edit() {
        JsonObject post = alice.posts("#before" + alice.id() + " #both");
        edit(alice, post, Map.of("status", "#after" + alice.id() + " #both"));
        assertThat(api.sql("select tag from status_tag where status_id = " + post.getString("id") + " order by tag"))
                .containsExactly("after" + alice.id(), "both");
    }

    @Test
    void search_follows_an_edit() {
        JsonObject post = alice.posts("before" + alice.id());
        edit(alice, post, Map.of("status", "after" + alice.id()));
        String search = "/api/v2/search?type=statuses&q=";
        assertThat(alice.get(search + "before" + alice.id()).getJsonArray("statuses"))
                .isEmpty();
        assertThat(alice.get(search + "after" + alice.id()).getJsonArray("statuses"))
                .hasSize(1);
        String polls = search + "from:me%20has:poll";
        assertThat(alice.get(polls).getJsonArray("statuses")).isEmpty();
        edit(alice, post, POLL);
        assertThat(alice.get(polls).getJsonArray("statuses")).hasSize(1);
        edit(alice, post, Map.of("status", "no poll"));
        assertThat(alice.get(polls).getJsonArray("statuses")).isEmpty();
        alice.posts(POLL);
        assertThat(alice.get(polls).getJsonArray("statuses")).hasSize(1);
    }

    @Test
    void only_the_author_can_edit_a_status_and_only_into_a_valid_one() {
        JsonObject post = alice.posts("mine");
        Map<String, String> text = Map.of("status", "yours");
        assertThat(bob.send("PUT", path(post), text).statusCode()).isEqualTo(404);
        assertThat(alice.withToken("").send("PUT", path(post), text).statusCode())
                .isEqualTo(401);
        for (String id : List.of("1", "rubbish")) {
            assertThat(alice.send("PUT", "/api/v1/statuses/" + id, text).statusCode())
                    .isEqualTo(404);
        }
        JsonObject boost = alice.boosts(post);
        assertThat(alice.send("PUT", path(boost), text).statusCode()).isEqualTo(422);
        for (String wrong : List.of(" ", "x".repeat(501))) {
            assertThat(alice.send("PUT", path(post), Map.of("status", wrong)).statusCode())
                    .isEqualTo(422);
        }
        assertThat(alice.send("PUT", path(post), Map.of("status", "a", "poll[options][0]", "b"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(contents(history(alice, boost))).containsExactly("<p>mine</p>");

        JsonObject hidden = alice.posts(Map.of("status", "hidden", "visibility", "private"));
        assertThat(bob.send("GET", path(hidden) + "/history", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(api.getAnonymously(path(hidden) + "/history").statusCode()).isEqualTo(404);
        assertThat(api.getAnonymously(path(post) + "/history").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/statuses/1, read",
        "GET, /api/v1/statuses/1/source, write",
        "POST, /api/v1/polls/1/votes, read",
        "POST, /api/v1/statuses, read",
        "GET, /api/v1/scheduled_statuses, write",
        "GET, /api/v1/scheduled_statuses/1, write",
        "PUT, /api/v1/scheduled_statuses/1, read",
        "DELETE, /api/v1/scheduled_statuses/1, read"
    })
    void writing_without_a_token_or_with_the_wrong_scope_is_rejected(String method, String path, String scope) {
        assertThat(alice.withToken("").send(method, path, Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(api.withScopes(alice, scope).send(method, path, Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void reading_with_a_token_of_the_wrong_scope_is_rejected() {
        JsonObject post = alice.posts(POLL);
        Person writer = api.withScopes(alice, "write");
        for (String path : List.of(path(post) + "/history", "/api/v1/polls/" + post.getString("id"))) {
            assertThat(writer.send("GET", path, Map.of()).statusCode()).isEqualTo(403);
        }
    }

    private static JsonObject edit(Person person, JsonObject post, Map<String, String> form) {
        HttpResponse<String> edited = person.send("PUT", path(post), form);
        assertThat(edited.statusCode()).as(edited.body()).isEqualTo(200);
        return new JsonObject(edited.body());
    }

    private void vote(JsonObject post, int choice) {
        bob.post("/api/v1/polls/" + post.getString("id") + "/votes", Map.of("choices[]", Integer.toString(choice)));
    }

    private static List<JsonObject> history(Person person, JsonObject post) {
        return person.list(path(post) + "/history");
    }

    private static List<String> contents(List<JsonObject> history) {
        return history.stream().map(version -> version.getString("content")).toList();
    }

    private static List<String> options(JsonObject version) {
        JsonArray options = version.getJsonObject("poll").getJsonArray("options");
        return options.stream()
                .map(option -> ((JsonObject) option).getString("title"))
                .toList();
    }

    private static JsonObject poll(JsonObject status) {
        return status.getJsonObject("poll");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new java.util.LinkedHashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    private static String path(JsonObject status) {
        return "/api/v1/statuses/" + status.getString("id");
    }
}
