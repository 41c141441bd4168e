package social.skein.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class TagsTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @ParameterizedTest
    @CsvSource({
        "Gänse, gänse",
        "日本語, 日本語",
        "क्षत्रिय, क्षत्रिय",
        "كلمة, كلمة",
        "ＷＩＤＥ, wide",
        "Ελλάδα, ελλάδα",
        "%, ",
        "a b, "
    })
    void a_hashtag_is_found_by_its_name_in_any_script_and_case(String typed, String name) {
        HttpResponse<String> response = api.getAnonymously("/api/v1/tags/" + encoded(typed) + "/");
        if (name == null) {
            assertThat(response.statusCode()).isEqualTo(404);
            return;
        }
        JsonObject tag = new JsonObject(response.body());
        assertThat(tag.getString("name")).isEqualTo(name);
        assertThat(tag.getString("url")).isEqualTo("http://skein.test/tags/" + encoded(name));
        assertThat(tag.getString("id")).matches("\\d{1,19}");
        assertThat(tag.fieldNames()).as("without a viewer").doesNotContain("following");
        assertThat(alice.get("/api/v1/tags/" + encoded(typed)).getBoolean("following"))
                .isFalse();
        assertThat(alice.posts("now #" + typed)
                        .getJsonArray("tags")
                        .getJsonObject(0)
                        .getString("url"))
                .as("the same address as in posts")
                .isEqualTo(tag.getString("url"));
    }

    @Test
    void the_history_of_a_hashtag_counts_uses_and_accounts_of_seven_days() {
        String tag = "counted" + alice.id();
        alice.posts("#" + tag);
        JsonObject second = alice.posts("again #" + tag);
        bob.posts("#" + tag);
        bob.posts(Map.of("status", "quietly #" + tag, "visibility", "unlisted"));
        JsonObject old = alice.posts("of yesterday #" + tag);
        api.sql("update status_tag set status_id = status_id - ((86400000::bigint) << 22) where status_id = "
                + old.getString("id"));

        JsonArray history = alice.get("/api/v1/tags/" + tag).getJsonArray("history");
        long midnight =
                LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        assertThat(history).hasSize(7);
        assertThat(history.getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("day", Long.toString(midnight))
                        .put("accounts", "2")
                        .put("uses", "3"));
        assertThat(history.getJsonObject(1).getString("uses")).isEqualTo("1");
        assertThat(history.getJsonObject(6).getString("accounts")).isEqualTo("0");

        alice.deletes(second);
        assertThat(alice.get("/api/v1/tags/" + tag)
                        .getJsonArray("history")
                        .getJsonObject(0)
                        .getString("uses"))
                .isEqualTo("2");
    }

    @Test
    void following_a_hashtag_repeatedly_is_one_follow() {
        String path = "/api/v1/tags/" + encoded("Gänse");
        for (int i = 0; i < 2; i++) {
            assertThat(alice.post(path + "/follow", Map.of()).getBoolean("following"))
                    .isTrue();
        }
        assertThat(bob.get(path).getBoolean("following")).isFalse();
        assertThat(facts(alice)).containsExactly("tag-followed.v1");
        assertThat(names(alice.list("/api/v1/followed_tags"))).containsExactly("gänse");

        for (int i = 0; i < 2; i++) {
            assertThat(alice.post(path + "/unfollow", Map.of()).getBoolean("following"))
                    .isFalse();
        }
        assertThat(facts(alice)).containsExactly("tag-followed.v1", "tag-unfollowed.v1");
        assertThat(alice.list("/api/v1/followed_tags")).isEmpty();
    }

    @Test
    void followed_hashtags_are_paged_by_the_link_header() {
        for (String tag : List.of("one", "two", "three")) {
            alice.post("/api/v1/tags/" + tag + "/follow", Map.of());
        }
        HttpResponse<String> first = alice.send("GET", "/api/v1/followed_tags?limit=2", Map.of());
        assertThat(names(first)).containsExactly("three", "two");
        var next = Pattern.compile("<http://skein.test(/[^>]*max_id=\\d+)>; rel=\"next\"")
                .matcher(first.headers().firstValue("Link").orElse(""));
        assertThat(next.find()).isTrue();
        assertThat(names(alice.list(next.group(1)))).containsExactly("one");
        assertThat(alice.list("/api/v1/followed_tags").get(0).getBoolean("following"))
                .isTrue();
        assertThat(alice.send("GET", "/api/v1/followed_tags?limit=-1", Map.of()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_profile_features_hashtags_with_their_posts() {
        JsonObject added = alice.post("/api/v1/featured_tags", Map.of("name", "#Geese"));
        assertThat(added.getString("name")).isEqualTo("geese");
        assertThat(added.getString("url")).isEqualTo("http://skein.test/@" + alice.name() + "/tagged/geese");
        assertThat(added.getString("statuses_count")).isEqualTo("0");
        assertThat(added.containsKey("last_status_at")).isTrue();
        assertThat(added.getString("last_status_at")).isNull();

        JsonObject post = alice.posts("look #geese");
        alice.posts(Map.of("status", "psst #geese", "visibility", "private"));
        bob.posts("mine #geese");
        JsonObject shown =
                bob.list("/api/v1/accounts/" + alice.id() + "/featured_tags").get(0);
        assertThat(shown.getString("statuses_count")).isEqualTo("1");
        assertThat(shown.getString("last_status_at"))
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(bob.ids("/api/v1/accounts/" + alice.id() + "/statuses?tagged=GEESE"))
                .containsExactly(post.getString("id"));

        alice.deletes(post);
        assertThat(alice.list("/api/v1/featured_tags").get(0).getString("statuses_count"))
                .isEqualTo("0");
        String path = "/api/v1/featured_tags/" + added.getString("id");
        assertThat(bob.send("DELETE", path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(alice.send("DELETE", path, Map.of()).body()).isEqualTo("{}");
        assertThat(alice.send("DELETE", path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(alice.list("/api/v1/featured_tags")).isEmpty();
    }

    @Test
    void a_profile_features_at_most_ten_distinct_hashtags() {
        for (int i = 0; i < 10; i++) {
            alice.post("/api/v1/featured_tags", Map.of("name", "tag" + i));
        }
        assertThat(rejection("tag10")).contains("the maximum number of hashtags, which is 10");
        assertThat(rejection("TAG3")).contains("featured already");
        assertThat(alice.list("/api/v1/featured_tags")).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "#", "123", "two words", "a-b", "#a#b", "ﷺ"})
    void an_invalid_hashtag_cannot_be_featured(String name) {
        assertThat(rejection(name)).contains("Name should be a hashtag");
    }

    @Test
    void the_most_used_hashtags_are_suggested() {
        alice.posts("#geese #ducks");
        alice.posts("#ducks");
        alice.posts("#swans #ducks");
        alice.post("/api/v1/featured_tags", Map.of("name", "swans"));

        assertThat(names(alice.list("/api/v1/featured_tags/suggestions"))).containsExactly("ducks", "geese");
        assertThat(bob.list("/api/v1/featured_tags/suggestions")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/tags/geese/follow",
        "POST, /api/v1/tags/geese/unfollow",
        "GET, /api/v1/followed_tags",
        "GET, /api/v1/featured_tags",
        "POST, /api/v1/featured_tags",
        "DELETE, /api/v1/featured_tags/1",
        "GET, /api/v1/featured_tags/suggestions"
    })
    void own_hashtags_need_a_token_with_the_scope(String method, String path) {
        assertThat(alice.withToken("rubbish").send(method, path, Map.of()).statusCode())
                .isEqualTo(401);
        Person pusher = alice.withScope("push");
        assertThat(pusher.send(method, path, Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void unknown_hashtags_and_accounts_are_not_found() {
        assertThat(alice.send("POST", "/api/v1/tags/123/follow", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(alice.send("DELETE", "/api/v1/featured_tags/rubbish", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.getAnonymously("/api/v1/accounts/1/featured_tags").statusCode())
                .isEqualTo(404);
    }

    private String rejection(String name) {
        HttpResponse<String> rejected = alice.send("POST", "/api/v1/featured_tags", Map.of("name", name));
        assertThat(rejected.statusCode()).isEqualTo(422);
        return rejected.body();
    }

    private static List<String> facts(Person person) {
        return api.factsOf(person).stream().map(fact -> fact.getString("fact")).toList();
    }

    private static List<String> names(HttpResponse<String> response) {
        return names(new JsonArray(response.body())
                .stream().map(JsonObject.class::cast).collect(Collectors.toList()));
    }

    private static List<String> names(List<JsonObject> tags) {
        return tags.stream().map(tag -> tag.getString("name")).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
