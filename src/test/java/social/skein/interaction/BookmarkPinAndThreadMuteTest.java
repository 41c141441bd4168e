package social.skein.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class BookmarkPinAndThreadMuteTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @Test
    void bookmarks_are_listed_newest_first_and_flagged_on_the_status() {
        JsonObject first = bob.posts("first");
        JsonObject second = bob.posts("second");
        assertThat(act(alice, "bookmark", first).getBoolean("bookmarked")).isTrue();
        act(alice, "bookmark", first);
        act(alice, "bookmark", second);
        assertThat(alice.ids("/api/v1/bookmarks")).containsExactly(id(second), id(first));
        assertThat(alice.get("/api/v1/statuses/" + id(first)).getBoolean("bookmarked"))
                .isTrue();
        assertThat(bob.get("/api/v1/statuses/" + id(first)).getBoolean("bookmarked"))
                .isFalse();
        assertThat(act(alice, "unbookmark", first).getBoolean("bookmarked")).isFalse();
        assertThat(alice.ids("/api/v1/bookmarks")).containsExactly(id(second));
    }

    @Test
    void a_bookmark_of_a_boost_is_one_of_the_original() {
        JsonObject post = bob.posts("boosted");
        act(alice, "bookmark", alice.boosts(post));
        assertThat(alice.ids("/api/v1/bookmarks")).containsExactly(id(post));
    }

    @Test
    void bookmarks_page_by_their_own_order() {
        List<String> ids =
                Stream.of("1", "2", "3").map(text -> id(bob.posts(text))).toList();
        Stream.of(1, 0, 2).forEach(i -> act(alice, "bookmark", new JsonObject().put("id", ids.get(i))));
        var page = alice.send("GET", "/api/v1/bookmarks?limit=2", Map.of());
        String link = page.headers().firstValue("Link").orElseThrow();
        String next = link.substring(link.indexOf("/api/"), link.indexOf('>'));
        assertThat(alice.ids("/api/v1/bookmarks?limit=2")).containsExactly(ids.get(2), ids.get(0));
        assertThat(alice.ids(next)).containsExactly(ids.get(1));
    }

    @Test
    void pinned_posts_are_on_top_of_the_profile() {
        JsonObject post = alice.posts("my best");
        alice.posts("another");
        assertThat(act(alice, "pin", post).getBoolean("pinned")).isTrue();
        act(alice, "pin", post);
        assertThat(bob.ids("/api/v1/accounts/" + alice.id() + "/statuses?pinned=true"))
                .containsExactly(id(post));
        assertThat(bob.get("/api/v1/statuses/" + id(post)).containsKey("pinned"))
                .isFalse();
        assertThat(act(alice, "unpin", post).getBoolean("pinned")).isFalse();
        assertThat(bob.ids("/api/v1/accounts/" + alice.id() + "/statuses?pinned=true"))
                .isEmpty();
    }

    @Test
    void only_a_few_own_posts_that_are_not_direct_can_be_pinned() {
        for (int i = 0; i < Pins.MAX_PINS; i++) {
            act(alice, "pin", alice.posts("pin " + i));
        }
        assertThat(statusOf(alice, "pin", alice.posts("one more"))).isEqualTo(422);
        assertThat(statusOf(alice, "pin", bob.posts("bob's"))).isEqualTo(422);
        assertThat(statusOf(bob, "pin", bob.boosts(alice.posts("boosted")))).isEqualTo(422);
        assertThat(statusOf(bob, "pin", bob.posts(Map.of("status", "direct", "visibility", "direct"))))
                .isEqualTo(422);
    }

    @Test
    void a_deleted_post_leaves_bookmarks_and_pins() {
        JsonObject post = alice.posts("gone soon");
        act(alice, "pin", post);
        act(bob, "bookmark", post);
        alice.deletes(post);
        assertThat(bob.ids("/api/v1/bookmarks")).isEmpty();
        assertThat(bob.ids("/api/v1/accounts/" + alice.id() + "/statuses?pinned=true"))
                .isEmpty();
    }

    @Test
    void a_thread_can_be_muted_from_any_of_its_statuses() {
        JsonObject post = alice.posts("thread");
        JsonObject reply = bob.replies(post, "answer");
        assertThat(act(alice, "mute", reply).getBoolean("muted")).isTrue();
        assertThat(alice.get("/api/v1/statuses/" + id(post)).getBoolean("muted"))
                .isTrue();
        assertThat(bob.get("/api/v1/statuses/" + id(post)).getBoolean("muted")).isFalse();
        assertThat(act(alice, "unmute", post).getBoolean("muted")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookmark", "unbookmark", "pin", "unpin", "mute", "unmute"})
    void an_invisible_status_cannot_be_bookmarked_pinned_or_muted(String verb) {
        JsonObject hidden = bob.posts(Map.of("status", "hidden", "visibility", "private"));
        assertThat(statusOf(alice, verb, hidden)).isEqualTo(404);
        assertThat(statusOf(alice, verb, new JsonObject().put("id", "1"))).isEqualTo(404);
        assertThat(statusOf(alice, verb, new JsonObject().put("id", "rubbish"))).isEqualTo(404);
        assertThat(statusOf(alice.withToken("nobodys"), verb, hidden)).isEqualTo(401);
        assertThat(statusOf(alice.withToken(""), verb, hidden)).isEqualTo(401);
    }

    private static JsonObject act(Person person, String action, JsonObject status) {
        return person.post("/api/v1/statuses/" + id(status) + "/" + action, Map.of());
    }

    private static int statusOf(Person person, String action, JsonObject status) {
        return person.send("POST", "/api/v1/statuses/" + id(status) + "/" + action, Map.of())
                .statusCode();
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }
}
