package social.skein.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class BoostAndFavouriteTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");
    private final Person carol = api.signUp("carol");

    @Test
    void boosting_twice_is_one_boost() {
        JsonObject post = alice.posts("honk");
        JsonObject first = bob.boosts(post);
        JsonObject second = bob.boosts(post);

        assertThat(first.getString("id")).isEqualTo(second.getString("id")).isNotEqualTo(post.getString("id"));
        assertThat(first.getJsonObject("reblog").getString("id")).isEqualTo(post.getString("id"));
        assertThat(first.getJsonObject("account").getString("id")).isEqualTo(bob.id());
        assertThat(second.getJsonObject("reblog").getLong("reblogs_count")).isEqualTo(1);
        assertThat(second.getJsonObject("reblog").getBoolean("reblogged")).isTrue();
        assertThat(api.factsOf(bob)).hasSize(1);
        assertThat(api.factsOf(bob).get(0).getString("reblogOf")).isEqualTo(post.getString("id"));
    }

    @Test
    void a_boost_of_a_boost_boosts_the_original() {
        JsonObject post = alice.posts("honk");
        JsonObject boost = carol.boosts(bob.boosts(post));

        assertThat(boost.getJsonObject("reblog").getString("id")).isEqualTo(post.getString("id"));
        assertThat(bob.ids(path(post, "reblogged_by"))).containsExactly(carol.id(), bob.id());
    }

    @Test
    void a_boost_is_undone_through_the_original() {
        JsonObject post = alice.posts("honk");
        JsonObject boost = bob.boosts(post);
        JsonObject undone = bob.post(path(post, "unreblog"), Map.of());
        JsonObject again = bob.post(path(post, "unreblog"), Map.of());

        assertThat(undone.getString("id")).isEqualTo(post.getString("id"));
        assertThat(undone.getLong("reblogs_count")).isZero();
        assertThat(undone.getBoolean("reblogged")).isFalse();
        assertThat(again.getLong("reblogs_count")).isZero();
        assertThat(bob.send("GET", "/api/v1/statuses/" + boost.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(api.factsOf(bob))
                .extracting(fact -> fact.getString("fact"))
                .containsExactly("status-posted.v1", "status-deleted.v1");
    }

    @Test
    void a_boost_is_never_more_visible_than_its_original() {
        JsonObject hidden = alice.posts(Map.of("status", "for followers", "visibility", "private"));
        JsonObject directMessage = alice.posts(Map.of("status", "@" + bob.name(), "visibility", "direct"));
        JsonObject unlisted = alice.posts(Map.of("status", "quiet", "visibility", "unlisted"));
        bob.follows(alice);

        assertThat(bob.send("POST", path(hidden, "reblog"), Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(carol.send("POST", path(hidden, "reblog"), Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(bob.send("POST", path(directMessage, "reblog"), Map.of()).statusCode())
                .isEqualTo(422);
        assertThat(alice.post(path(hidden, "reblog"), Map.of("visibility", "public"))
                        .getString("visibility"))
                .isEqualTo("private");
        assertThat(bob.post(path(unlisted, "reblog"), Map.of("visibility", "public"))
                        .getString("visibility"))
                .isEqualTo("unlisted");
        assertThat(carol.post(path(unlisted, "reblog"), Map.of("visibility", "private"))
                        .getString("visibility"))
                .isEqualTo("private");
    }

    @Test
    void deleting_a_status_deletes_its_boosts() {
        JsonObject post = alice.posts("honk");
        JsonObject boost = bob.boosts(post);
        alice.deletes(post);

        assertThat(bob.send("GET", "/api/v1/statuses/" + boost.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void favouriting_twice_is_one_favourite() {
        JsonObject post = alice.posts("honk");
        bob.likes(post);
        JsonObject twice = bob.post(path(post, "favourite"), Map.of());
        assertThat(twice.getLong("favourites_count")).isEqualTo(1);
        assertThat(twice.getBoolean("favourited")).isTrue();

        bob.post(path(post, "unfavourite"), Map.of());
        JsonObject undone = bob.post(path(post, "unfavourite"), Map.of());
        assertThat(undone.getLong("favourites_count")).isZero();
        assertThat(undone.getBoolean("favourited")).isFalse();
        assertThat(api.factsOf(bob))
                .extracting(fact -> fact.getString("fact"))
                .containsExactly("favourited.v1", "unfavourited.v1");
    }

    @Test
    void a_favourite_of_a_boost_is_one_of_the_original() {
        JsonObject post = alice.posts("honk");
        carol.likes(bob.boosts(post));
        assertThat(alice.get("/api/v1/statuses/" + post.getString("id")).getLong("favourites_count"))
                .isEqualTo(1);
    }

    @Test
    void an_invisible_status_is_not_found() {
        JsonObject hidden = alice.posts(Map.of("status", "for followers", "visibility", "private"));
        JsonObject directMessage = alice.posts(Map.of("status", "@" + carol.name(), "visibility", "direct"));
        bob.follows(alice);

        assertThat(read(alice, hidden)).isEqualTo(200);
        assertThat(read(bob, hidden)).isEqualTo(200);
        assertThat(read(carol, hidden)).isEqualTo(404);
        assertThat(api.getAnonymously(path(hidden, "")).statusCode()).isEqualTo(404);
        assertThat(read(bob, directMessage)).isEqualTo(404);
        assertThat(read(carol, directMessage)).isEqualTo(200);
        for (String action : List.of("favourite", "unfavourite", "reblog", "unreblog")) {
            assertThat(bob.send("POST", path(directMessage, action), Map.of()).statusCode())
                    .isEqualTo(404);
        }
        for (String action : List.of("context", "favourited_by", "reblogged_by", "source")) {
            assertThat(bob.send("GET", path(directMessage, action), Map.of()).statusCode())
                    .isEqualTo(404);
        }
        assertThat(bob.ids("/api/v1/statuses?id[]=" + id(directMessage) + "&id[]=" + id(hidden)))
                .containsExactly(hidden.getString("id"));
    }

    @Test
    void favourites_are_paged_in_their_own_order() {
        JsonObject older = alice.posts("older");
        JsonObject newer = alice.posts("newer");
        bob.likes(newer);
        bob.likes(older);
        carol.likes(older);

        String first = likeOf(bob, newer);
        String second = likeOf(bob, older);
        assertThat(bob.ids("/api/v1/favourites")).containsExactly(id(older), id(newer));
        assertThat(bob.ids("/api/v1/favourites?limit=1&max_id=" + second)).containsExactly(id(newer));
        assertThat(bob.ids("/api/v1/favourites?limit=1&min_id=" + first)).containsExactly(id(older));

        assertThat(alice.ids(path(older, "favourited_by"))).containsExactly(carol.id(), bob.id());
        assertThat(alice.send("GET", path(older, "favourited_by?limit=1"), Map.of())
                        .headers()
                        .firstValue("Link")
                        .orElseThrow())
                .contains("max_id=" + likeOf(carol, older) + ">; rel=\"next\"");
        assertThat(alice.ids(path(older, "favourited_by?max_id=" + likeOf(carol, older))))
                .containsExactly(bob.id());
    }

    private static String likeOf(Person person, JsonObject post) {
        return api.sql("select id from favourite where account_id = " + person.id() + " and status_id = " + id(post))
                .get(0);
    }

    private static int read(Person person, JsonObject post) {
        return person.send("GET", path(post, ""), Map.of()).statusCode();
    }

    private static String id(JsonObject post) {
        return post.getString("id");
    }

    private static String path(JsonObject post, String action) {
        return "/api/v1/statuses/" + id(post) + (action.isEmpty() ? "" : "/" + action);
    }
}
