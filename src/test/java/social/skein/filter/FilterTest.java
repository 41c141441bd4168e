package social.skein.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class FilterTest {
    private static final String V2 = "/api/v2/filters";
    private static final String V1 = "/api/v1/filters";

    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private Person alice;
    private Person bob;

    @BeforeEach
    void createAccounts() {
        alice = api.signUp("alice");
        bob = api.signUp("bob");
        alice.follows(bob);
    }

    @Test
    void a_filter_can_be_created_changed_and_deleted() {
        JsonObject created = new JsonObject(api.sendJson(alice, V2, """
                {"title": " Spoilers ", "context": ["thread", "home"], "filter_action": "hide", "expires_in": 3600,
                 "keywords_attributes": [{"keyword": "finale"}, {"keyword": "ending", "whole_word": false}]}""").body());
        assertThat(created.getString("title")).isEqualTo("Spoilers");
        assertThat(created.getJsonArray("context")).containsExactly("home", "thread");
        assertThat(created.getString("filter_action")).isEqualTo("hide");
        assertThat(created.getString("expires_at")).matches("[0-9T:-]{19}\\.[0-9]{3}Z");
        assertThat(keywords(created)).containsExactly("finale true", "ending false");
        assertThat(created.getJsonArray("statuses")).isEmpty();

        String first = created.getJsonArray("keywords").getJsonObject(0).getString("id");
        String second = created.getJsonArray("keywords").getJsonObject(1).getString("id");
        JsonObject changed = put(
                alice,
                path(created),
                Map.of(
                        "keywords_attributes[0][id]", first,
                        "keywords_attributes[0][_destroy]", "true",
                        "keywords_attributes[1][id]", second,
                        "keywords_attributes[1][whole_word]", "true",
                        "keywords_attributes[2][keyword]", "twist",
                        "filter_action", "blur",
                        "expires_in", ""));
        assertThat(changed.getString("title")).isEqualTo("Spoilers");
        assertThat(changed.getString("filter_action")).isEqualTo("warn");
        assertThat(changed.getValue("expires_at")).isNull();
        assertThat(keywords(changed)).containsExactly("ending true", "twist true");
        assertThat(alice.get(path(created))).isEqualTo(changed);
        assertThat(alice.list(V2)).containsExactly(changed);

        assertThat(alice.send("DELETE", path(created), Map.of()).body()).isEqualTo("{}");
        assertThat(alice.list(V2)).isEmpty();
        assertThat(alice.list(V1)).isEmpty();
        assertThat(api.sql("select id from filter_keyword where account_id = " + alice.id()))
                .isEmpty();
    }

    @Test
    void an_empty_or_null_expiry_is_cleared_and_an_absent_one_is_unchanged() {
        JsonObject filter = filter("x");
        for (String empty : List.of("null", "\"\"", "0")) {
            put(alice, path(filter), Map.of("expires_in", "60"));
            assertThat(put(alice, path(filter), Map.of("title", "y")).getString("expires_at"))
                    .isNotNull();
            api.sendJson(alice, "PUT", path(filter), "{\"expires_in\":" + empty + "}");
            assertThat(alice.get(path(filter)).getValue("expires_at")).as(empty).isNull();
        }
    }

    @Test
    void invalid_filters_are_rejected() {
        Map<String, String> valid = Map.of("title", "x", "context[]", "home");
        for (Map<String, String> wrong : List.of(
                Map.of("context[]", "home"),
                Map.of("title", " ", "context[]", "home"),
                Map.of("title", "x"),
                Map.of("title", "x", "context[]", ""),
                Map.of("title", "x", "context[]", "everywhere"),
                Map.of("title", "x".repeat(257), "context[]", "home"),
                with(valid, "filter_action", "shout"),
                with(valid, "expires_in", "soon"),
                with(valid, "expires_in", "-1"),
                with(valid, "expires_in", "99999999999999999999"),
                with(valid, "keywords_attributes[][keyword]", "x".repeat(201)))) {
            assertThat(status(alice, "POST", V2, wrong)).as(wrong.toString()).isEqualTo(422);
        }
        JsonObject filter = filter("x");
        assertThat(status(alice, "PUT", path(filter), Map.of("title", ""))).isEqualTo(422);
        assertThat(status(alice, "PUT", path(filter), Map.of("context[]", "nowhere")))
                .isEqualTo(422);
        assertThat(status(alice, "PUT", path(filter), Map.of("keywords_attributes[0][id]", "1")))
                .isEqualTo(404);
        assertThat(status(alice, "POST", path(filter) + "/keywords", Map.of("keyword", " ")))
                .isEqualTo(422);
        assertThat(status(alice, "POST", path(filter) + "/keywords", Map.of())).isEqualTo(422);
        assertThat(status(alice, "POST", path(filter) + "/statuses", Map.of())).isEqualTo(400);
        assertThat(status(alice, "POST", V1, Map.of("context[]", "home"))).isEqualTo(422);
        assertThat(status(alice, "POST", V1, Map.of("phrase", "x"))).isEqualTo(422);
        assertThat(alice.list(V2)).hasSize(1);
    }

    @Test
    void filters_and_keywords_are_limited_in_number() {
        JsonObject filter = filter("x");
        String many = IntStream.range(0, 500)
                .mapToObj(i -> "{\"keyword\":\"word" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThat(api.sendJson(alice, "PUT", path(filter), "{\"keywords_attributes\":[" + many + "]}")
                        .body())
                .contains("at most 500 keywords");
        assertThat(alice.get(path(filter)).getJsonArray("keywords")).hasSize(1);
        api.sql("insert into filter (id, account_id, title, context, action) select n, " + alice.id()
                + ", 'x', '{home}', 'warn' from generate_series(1, 99) n");
        assertThat(alice.send("POST", V2, Map.of("title", "x", "context[]", "home"))
                        .body())
                .contains("at most 100 filters");
    }

    @Test
    void keywords_and_statuses_can_be_added_and_removed_one_by_one() {
        JsonObject filter = filter("cats");
        JsonObject dogs = alice.post(path(filter) + "/keywords", Map.of("keyword", "dogs", "whole_word", "false"));
        assertThat(dogs.getMap())
                .containsOnlyKeys("id", "keyword", "whole_word")
                .containsEntry("whole_word", false);
        String keyword = V2 + "/keywords/" + dogs.getString("id");
        assertThat(alice.get(keyword)).isEqualTo(dogs);
        assertThat(put(alice, keyword, Map.of("whole_word", "true")).getMap())
                .containsEntry("keyword", "dogs")
                .containsEntry("whole_word", true);
        assertThat(alice.list(path(filter) + "/keywords")).hasSize(2);
        assertThat(status(alice, "DELETE", keyword, Map.of())).isEqualTo(200);
        assertThat(status(alice, "GET", keyword, Map.of())).isEqualTo(404);

        JsonObject post = bob.posts("hello");
        JsonObject entry = alice.post(path(filter) + "/statuses", Map.of("status_id", post.getString("id")));
        assertThat(entry.getString("status_id")).isEqualTo(post.getString("id"));
        assertThat(alice.post(path(filter) + "/statuses", Map.of("status_id", post.getString("id"))))
                .isEqualTo(entry);
        assertThat(alice.list(path(filter) + "/statuses")).containsExactly(entry);
        JsonObject result = filtered(alice, post).get(0);
        assertThat(result.getValue("keyword_matches")).isNull();
        assertThat(result.getJsonArray("status_matches")).containsExactly(post.getString("id"));
        String path = V2 + "/statuses/" + entry.getString("id");
        assertThat(alice.get(path)).isEqualTo(entry);
        assertThat(status(alice, "DELETE", path, Map.of())).isEqualTo(200);
        assertThat(status(alice, "DELETE", path, Map.of())).isEqualTo(404);
        assertThat(filtered(alice, post)).isEmpty();

        JsonObject directMessage = bob.posts(Map.of("status", "not for alice", "visibility", "direct"));
        assertThat(status(
                        alice, "POST", path(filter) + "/statuses", Map.of("status_id", directMessage.getString("id"))))
                .isEqualTo(404);
    }

    @Test
    void a_match_is_reported_in_boosts_too_but_not_to_others_or_on_own_posts() {
        filter("Cats");
        JsonObject mine = alice.posts("my cats");
        JsonObject post = bob.posts("all CATS are grey");
        JsonObject warned = bob.posts(Map.of("status", "nothing", "spoiler_text", "about cats"));
        JsonObject poll = bob.posts(Map.of(
                "status", "which?", "poll[options][0]", "cats", "poll[options][1]", "dogs", "poll[expires_in]", "600"));
        JsonObject boost = bob.boosts(api.signUp("carol").posts("cats!"));

        JsonObject result = filtered(alice, post).get(0);
        assertThat(result.fieldNames()).containsExactlyInAnyOrder("filter", "keyword_matches", "status_matches");
        assertThat(result.getJsonArray("keyword_matches")).containsExactly("Cats");
        assertThat(result.getValue("status_matches")).isNull();
        assertThat(result.getJsonObject("filter").fieldNames())
                .containsExactlyInAnyOrder("id", "title", "context", "expires_at", "filter_action");
        assertThat(filtered(alice, warned)).hasSize(1);
        assertThat(filtered(alice, poll)).hasSize(1);
        assertThat(filtered(alice, mine)).isEmpty();
        assertThat(filtered(bob, post)).isEmpty();
        JsonObject shown = alice.get("/api/v1/statuses/" + boost.getString("id"));
        assertThat(shown.getJsonArray("filtered")).hasSize(1);
        assertThat(shown.getJsonObject("reblog").getJsonArray("filtered")).hasSize(1);
        assertThat(new JsonObject(api.getAnonymously("/api/v1/statuses/" + post.getString("id"))
                                .body())
                        .containsKey("filtered"))
                .isFalse();
        assertThat(alice.home())
                .containsExactly(
                        boost.getString("id"),
                        poll.getString("id"),
                        warned.getString("id"),
                        post.getString("id"),
                        mine.getString("id"));
    }

    @Test
    void an_expired_filter_matches_nothing_and_still_exists() {
        JsonObject filter = filter("cats");
        JsonObject post = bob.posts("cats");
        put(alice, path(filter), Map.of("expires_in", "60"));
        assertThat(filtered(alice, post)).hasSize(1);
        api.sql("update filter set expires_at = now() - interval '1 second' where id = " + filter.getString("id"));
        assertThat(filtered(alice, post)).isEmpty();
        assertThat(alice.list(V2)).hasSize(1);
    }

    @Test
    void version_1_lists_the_same_filters_by_keyword() {
        JsonObject old = alice.post(V1, Map.of("phrase", "cats", "context[]", "home", "irreversible", "true"));
        assertThat(old.getMap())
                .containsOnlyKeys("id", "phrase", "context", "whole_word", "expires_at", "irreversible")
                .containsEntry("phrase", "cats")
                .containsEntry("irreversible", true)
                .containsEntry("whole_word", true);
        JsonObject filter = alice.list(V2).get(0);
        assertThat(filter.getString("title")).isEqualTo("cats");
        assertThat(filter.getString("filter_action")).isEqualTo("hide");
        assertThat(filter.getJsonArray("keywords").getJsonObject(0).getString("id"))
                .isEqualTo(old.getString("id"));
        String path = V1 + "/" + old.getString("id");
        assertThat(alice.get(path)).isEqualTo(old);
        assertThat(put(alice, path, Map.of("phrase", "dogs", "irreversible", "false", "expires_in", "60"))
                        .getMap())
                .containsEntry("phrase", "dogs")
                .containsEntry("irreversible", false);
        assertThat(alice.list(V2).get(0).getString("title")).isEqualTo("dogs");
        JsonObject post = bob.posts("dogs");
        assertThat(filtered(alice, post)).hasSize(1);
        assertThat(alice.home()).contains(post.getString("id"));

        alice.post(path(filter) + "/keywords", Map.of("keyword", "birds"));
        assertThat(alice.list(V1)).extracting(one -> one.getString("phrase")).containsExactly("dogs", "birds");
        assertThat(status(alice, "PUT", path, Map.of("phrase", "fish", "irreversible", "true")))
                .isEqualTo(422);
        assertThat(put(alice, path, Map.of("phrase", "fish", "context[]", "home", "irreversible", "false"))
                        .getString("phrase"))
                .isEqualTo("fish");
        assertThat(alice.list(V2).get(0).getString("title")).isEqualTo("dogs");
        assertThat(status(alice, "DELETE", path, Map.of())).isEqualTo(200);
        assertThat(alice.list(V2)).hasSize(1);
        assertThat(status(alice, "DELETE", V1 + "/" + alice.list(V1).get(0).getString("id"), Map.of()))
                .isEqualTo(200);
        assertThat(alice.list(V2)).isEmpty();
    }

    @Test
    void filters_are_private_and_need_the_scope() {
        JsonObject filter = filter("cats");
        JsonObject entry = alice.post(
                path(filter) + "/statuses",
                Map.of("status_id", bob.posts("hello").getString("id")));
        String keyword = filter.getJsonArray("keywords").getJsonObject(0).getString("id");
        Person narrow = api.withScopes(alice, "read:lists write:lists");
        Map<String, String> form =
                Map.of("title", "t", "phrase", "p", "keyword", "k", "status_id", entry.getString("status_id"));
        for (String path : List.of(
                path(filter),
                path(filter) + "/keywords",
                V2 + "/keywords/" + keyword,
                path(filter) + "/statuses",
                V2 + "/statuses/" + entry.getString("id"),
                V1 + "/" + keyword)) {
            assertThat(api.getAnonymously(path).statusCode()).as(path).isEqualTo(401);
            for (String method : methods(path)) {
                assertThat(status(bob, method, path, form))
                        .as(method + " " + path)
                        .isEqualTo(404);
                assertThat(status(narrow, method, path, form))
                        .as(method + " " + path)
                        .isEqualTo(403);
                assertThat(status(alice, method, path.replaceAll("[0-9]{19}", "rubbish"), form))
                        .as(method + " " + path)
                        .isEqualTo(404);
            }
        }
        for (String path : List.of(V1, V2)) {
            assertThat(status(narrow, "GET", path, Map.of())).isEqualTo(403);
            assertThat(status(narrow, "POST", path, form)).isEqualTo(403);
            assertThat(api.getAnonymously(path).statusCode()).isEqualTo(401);
        }
        assertThat(alice.get(path(filter)).getString("title")).isEqualTo("cats");
    }

    private static List<String> methods(String path) {
        if (path.matches(".*[0-9]/(keywords|statuses)")) {
            return List.of("GET", "POST");
        }
        return path.contains("/statuses/") ? List.of("GET", "DELETE") : List.of("GET", "PUT", "DELETE");
    }

    private JsonObject filter(String keyword) {
        return alice.post(V2, Map.of("title", keyword, "context[]", "home", "keywords_attributes[][keyword]", keyword));
    }

    private static Map<String, String> with(Map<String, String> valid, String name, String value) {
        return Map.of("title", valid.get("title"), "context[]", valid.get("context[]"), name, value);
    }

    private static List<String> keywords(JsonObject filter) {
        return filter.getJsonArray("keywords").stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("keyword") + " " + one.getBoolean("whole_word"))
                .toList();
    }

    private static List<JsonObject> filtered(Person reader, JsonObject status) {
        JsonArray filtered =
                reader.get("/api/v1/statuses/" + status.getString("id")).getJsonArray("filtered");
        return filtered.stream().map(JsonObject.class::cast).toList();
    }

    private static String path(JsonObject filter) {
        return V2 + "/" + filter.getString("id");
    }

    private static int status(Person person, String method, String path, Map<String, String> form) {
        return person.send(method, path, form).statusCode();
    }

    private static JsonObject put(Person person, String path, Map<String, String> form) {
        var response = person.send("PUT", path, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }
}
