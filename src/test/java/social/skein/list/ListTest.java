package social.skein.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class ListTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private Person alice;
    private Person bob;
    private Person carol;

    @BeforeEach
    void createAccounts() {
        alice = api.signUp("alice");
        bob = api.signUp("bob");
        carol = api.signUp("carol");
        alice.follows(bob);
        alice.follows(carol);
    }

    @Test
    void a_list_can_be_created_changed_and_deleted() {
        JsonObject birds = alice.post("/api/v1/lists", Map.of("title", " Birds "));
        assertThat(birds.getMap())
                .containsOnlyKeys("id", "title", "replies_policy", "exclusive")
                .containsEntry("title", "Birds")
                .containsEntry("replies_policy", "list")
                .containsEntry("exclusive", false);
        assertThat(birds.getString("id")).matches("[0-9]{19}");

        JsonObject changed = json(alice, "PUT", path(birds), Map.of("exclusive", "true", "replies_policy", "none"));
        assertThat(changed.getMap())
                .containsEntry("title", "Birds")
                .containsEntry("replies_policy", "none")
                .containsEntry("exclusive", true);
        assertThat(alice.get(path(birds))).isEqualTo(changed);
        JsonObject fish = list("Fish");
        assertThat(alice.ids("/api/v1/lists")).containsExactly(birds.getString("id"), fish.getString("id"));

        alice.post(path(fish) + "/accounts", Map.of("account_ids[]", bob.id()));
        assertThat(json(alice, "DELETE", path(fish), Map.of()).isEmpty()).isTrue();
        assertThat(alice.ids("/api/v1/lists")).containsExactly(birds.getString("id"));
        assertThat(api.sql("select target_id from list_account where list_id = " + fish.getString("id")))
                .isEmpty();
        assertThat(status(alice, "DELETE", path(fish), Map.of())).isEqualTo(404);
    }

    @Test
    void invalid_lists_are_rejected_with_a_descriptive_error() {
        JsonObject birds = list("Birds");
        assertThat(status(alice, "POST", "/api/v1/lists", Map.of())).isEqualTo(422);
        assertThat(status(alice, "POST", "/api/v1/lists", Map.of("title", " "))).isEqualTo(422);
        assertThat(status(alice, "PUT", path(birds), Map.of("title", ""))).isEqualTo(422);
        assertThat(status(alice, "POST", "/api/v1/lists", Map.of("title", "x".repeat(257))))
                .isEqualTo(422);
        assertThat(alice.send("POST", "/api/v1/lists", Map.of("title", "a", "replies_policy", "some"))
                        .body())
                .contains("Replies policy is not included in the list: it should be one of followed, list and none");
        for (int i = 1; i < 50; i++) {
            list("list " + i);
        }
        assertThat(alice.send("POST", "/api/v1/lists", Map.of("title", "the 51st"))
                        .body())
                .contains("maximum number of lists, which is 50");
        assertThat(alice.ids("/api/v1/lists")).hasSize(50);
    }

    @Test
    void only_followed_accounts_can_be_added_to_a_list_and_only_once() {
        JsonObject birds = list("Birds");
        String members = path(birds) + "/accounts";
        Person dave = api.signUp("dave");
        assertThat(status(alice, "POST", members, Map.of("account_ids[]", dave.id())))
                .isEqualTo(404);
        assertThat(api.sendJson(alice, members, "{\"account_ids\":[\"" + bob.id() + "\",\"" + dave.id() + "\"]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(alice.ids(members)).isEmpty();
        assertThat(status(alice, "POST", members, Map.of("account_ids", "rubbish")))
                .isEqualTo(404);
        assertThat(status(alice, "POST", members, Map.of())).isEqualTo(400);

        assertThat(api.sendJson(
                                alice,
                                members,
                                "{\"account_ids\":[\"" + bob.id() + "\",\"" + carol.id() + "\",\"" + bob.id() + "\"]}")
                        .body())
                .isEqualTo("{}");
        assertThat(status(alice, "POST", members, Map.of("account_ids[]", alice.id())))
                .isEqualTo(200);
        assertThat(status(alice, "POST", members, Map.of("account_ids[]", bob.id())))
                .isEqualTo(422);
        assertThat(alice.ids(members)).containsExactly(alice.id(), carol.id(), bob.id());
        assertThat(alice.ids("/api/v1/accounts/" + bob.id() + "/lists")).containsExactly(birds.getString("id"));
        assertThat(alice.ids("/api/v1/accounts/" + dave.id() + "/lists")).isEmpty();
        assertThat(status(alice, "GET", "/api/v1/accounts/1/lists", Map.of())).isEqualTo(404);

        json(alice, "DELETE", members, Map.of("account_ids[]", carol.id()));
        json(alice, "DELETE", members + "?account_ids[]=" + dave.id(), Map.of());
        assertThat(alice.ids(members)).containsExactly(alice.id(), bob.id());
    }

    @Test
    void members_are_paged_and_a_limit_of_0_returns_all_of_them() {
        JsonObject birds = list("Birds");
        String members = path(birds) + "/accounts";
        for (Person person : List.of(bob, carol)) {
            alice.post(members, Map.of("account_ids[]", person.id()));
        }
        String link = alice.send("GET", members + "?limit=1", Map.of())
                .headers()
                .firstValue("Link")
                .orElseThrow();
        assertThat(alice.ids(members + "?limit=1")).containsExactly(carol.id());
        String next = link.replaceFirst(".*max_id=([0-9]+).*", "$1");
        assertThat(alice.ids(members + "?limit=1&max_id=" + next)).containsExactly(bob.id());
        assertThat(alice.ids(members + "?limit=0")).containsExactly(carol.id(), bob.id());
        assertThat(alice.send("GET", members + "?limit=0", Map.of())
                        .headers()
                        .firstValue("Link")
                        .orElseThrow())
                .doesNotContain("rel=\"next\"");
        assertThat(status(alice, "GET", members + "?limit=-1", Map.of())).isEqualTo(400);
    }

    @Test
    void a_list_has_at_most_500_accounts() {
        JsonObject birds = list("Birds");
        api.sql("insert into follow (account_id, target_id, id) select " + alice.id()
                + ", n, n from generate_series(1, 501) n");
        api.sql("insert into list_account (list_id, target_id, id, account_id, follow_id) select "
                + birds.getString("id") + ", n, n, " + alice.id() + ", n from generate_series(1, 500) n");
        assertThat(alice.send("POST", path(birds) + "/accounts", Map.of("account_ids[]", bob.id()))
                        .body())
                .contains("A list has at most 500 accounts");
    }

    @Test
    void an_unfollowed_account_leaves_the_list_and_does_not_return_with_the_next_follow() {
        JsonObject birds = list("Birds");
        String members = path(birds) + "/accounts";
        json(alice, "PUT", path(birds), Map.of("exclusive", "true"));
        alice.post(members, Map.of("account_ids[]", bob.id()));
        alice.unfollows(bob);
        assertThat(alice.ids(members)).isEmpty();
        alice.follows(bob);
        assertThat(alice.ids(members)).isEmpty();
        JsonObject post = bob.posts("at home again");
        assertThat(alice.home()).containsExactly(post.getString("id"));
        assertThat(alice.ids(timeline(birds))).isEmpty();

        alice.post(members, Map.of("account_ids[]", bob.id()));
        assertThat(alice.ids(members)).containsExactly(bob.id());
        assertThat(alice.home()).isEmpty();
        assertThat(alice.ids(timeline(birds))).containsExactly(post.getString("id"));
    }

    @Test
    void a_list_shows_its_members_posts_and_boosts_page_by_page() {
        JsonObject birds = list("Birds");
        Person dave = api.signUp("dave");
        alice.post(path(birds) + "/accounts", Map.of("account_ids[]", bob.id()));
        JsonObject first = bob.posts("first");
        carol.posts("not of bob");
        JsonObject followers = bob.posts(Map.of("status", "for followers", "visibility", "private"));
        bob.posts(Map.of("status", "@" + alice.name() + " a direct message", "visibility", "direct"));
        JsonObject boost = bob.boosts(dave.posts("well said"));
        JsonObject last = bob.posts("last");
        List<String> all = ids(last, boost, followers, first);

        assertThat(alice.ids(timeline(birds))).isEqualTo(all);
        assertThat(alice.ids(timeline(birds) + "?limit=2")).isEqualTo(all.subList(0, 2));
        assertThat(alice.ids(timeline(birds) + "?limit=2&max_id=" + all.get(1))).isEqualTo(all.subList(2, 4));
        assertThat(alice.ids(timeline(birds) + "?limit=2&min_id=" + all.get(3))).isEqualTo(all.subList(1, 3));
        assertThat(alice.ids(timeline(birds) + "?limit=1&since_id=" + all.get(3)))
                .isEqualTo(all.subList(0, 1));
        assertThat(alice.send("GET", timeline(birds) + "?limit=2", Map.of())
                        .headers()
                        .firstValue("Link")
                        .orElseThrow())
                .isEqualTo("<http://skein.test" + timeline(birds) + "?limit=2&max_id=" + all.get(1)
                        + ">; rel=\"next\", <http://skein.test" + timeline(birds) + "?limit=2&min_id=" + all.get(0)
                        + ">; rel=\"prev\"");
        assertThat(status(alice, "GET", timeline(birds) + "?max_id=x", Map.of()))
                .isEqualTo(400);

        alice.post("/api/v1/accounts/" + bob.id() + "/follow", Map.of("reblogs", "false"));
        assertThat(alice.ids(timeline(birds) + "?limit=2")).isEqualTo(ids(last, followers));
        alice.post("/api/v1/accounts/" + bob.id() + "/mute", Map.of());
        assertThat(alice.ids(timeline(birds))).isEmpty();
    }

    @Test
    void replies_are_shown_according_to_the_replies_policy_of_the_list() {
        JsonObject birds = list("Birds");
        Person dave = api.signUp("dave");
        Person erin = api.signUp("erin");
        alice.follows(dave);
        for (Person member : List.of(bob, carol)) {
            alice.post(path(birds) + "/accounts", Map.of("account_ids[]", member.id()));
        }
        JsonObject thread = bob.posts("a thread");
        JsonObject toSelf = bob.replies(thread, "goes on");
        JsonObject toOwner = bob.replies(alice.posts("anybody?"), "me");
        JsonObject carols = carol.posts("carol");
        JsonObject toMember = bob.replies(carols, "to carol");
        JsonObject toFollowed = bob.replies(dave.posts("dave"), "to dave");
        bob.replies(erin.posts("erin"), "to erin");

        assertThat(alice.ids(timeline(birds))).isEqualTo(ids(toMember, carols, toOwner, toSelf, thread));
        json(alice, "PUT", path(birds), Map.of("replies_policy", "followed"));
        assertThat(alice.ids(timeline(birds))).isEqualTo(ids(toFollowed, toMember, carols, toOwner, toSelf, thread));
        json(alice, "PUT", path(birds), Map.of("replies_policy", "none"));
        assertThat(alice.ids(timeline(birds))).isEqualTo(ids(carols, toOwner, toSelf, thread));
        assertThat(alice.ids(timeline(birds) + "?limit=2")).isEqualTo(ids(carols, toOwner));
    }

    @Test
    void a_list_is_private_to_its_owner() {
        JsonObject birds = list("Birds");
        for (String path : List.of(path(birds), path(birds) + "/accounts", timeline(birds))) {
            assertThat(status(bob, "GET", path, Map.of())).as(path).isEqualTo(404);
            assertThat(api.getAnonymously(path).statusCode()).as(path).isEqualTo(401);
        }
        bob.follows(carol);
        Map<String, String> form = Map.of("account_ids[]", carol.id());
        assertThat(status(bob, "POST", path(birds) + "/accounts", form)).isEqualTo(404);
        assertThat(status(bob, "DELETE", path(birds) + "/accounts", form)).isEqualTo(404);
        assertThat(status(bob, "PUT", path(birds), Map.of("title", "mine"))).isEqualTo(404);
        assertThat(status(bob, "DELETE", path(birds), Map.of())).isEqualTo(404);
        assertThat(status(alice, "GET", "/api/v1/lists/birds", Map.of())).isEqualTo(404);
        assertThat(status(alice, "GET", "/api/v1/timelines/list/1", Map.of())).isEqualTo(404);
        assertThat(bob.ids("/api/v1/lists")).isEmpty();
        assertThat(alice.get(path(birds)).getString("title")).isEqualTo("Birds");
    }

    @Test
    void a_token_needs_the_scope() {
        JsonObject birds = list("Birds");
        Person narrow = api.withScopes(alice, "read:statuses");
        for (String path : List.of("/api/v1/lists", path(birds), path(birds) + "/accounts", timeline(birds))) {
            assertThat(status(narrow, "GET", path, Map.of())).as(path).isEqualTo(403);
        }
        Person reading = api.withScopes(alice, "read:lists");
        assertThat(reading.ids("/api/v1/lists")).hasSize(1);
        assertThat(status(reading, "POST", "/api/v1/lists", Map.of("title", "a")))
                .isEqualTo(403);
        assertThat(status(reading, "PUT", path(birds), Map.of("title", "a"))).isEqualTo(403);
        assertThat(status(reading, "DELETE", path(birds), Map.of())).isEqualTo(403);
        assertThat(status(reading, "POST", path(birds) + "/accounts", Map.of("account_ids[]", bob.id())))
                .isEqualTo(403);
        assertThat(status(reading, "DELETE", path(birds) + "/accounts", Map.of("account_ids[]", bob.id())))
                .isEqualTo(403);
    }

    private JsonObject list(String title) {
        return alice.post("/api/v1/lists", Map.of("title", title));
    }

    private static String path(JsonObject list) {
        return "/api/v1/lists/" + list.getString("id");
    }

    private static String timeline(JsonObject list) {
        return "/api/v1/timelines/list/" + list.getString("id");
    }

    private static int status(Person person, String method, String path, Map<String, String> form) {
        return person.send(method, path, form).statusCode();
    }

    private static JsonObject json(Person person, String method, String path, Map<String, String> form) {
        var response = person.send(method, path, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static List<String> ids(JsonObject... statuses) {
        return Stream.of(statuses).map(status -> status.getString("id")).toList();
    }
}
