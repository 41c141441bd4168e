package social.skein.relationship;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class FollowTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");
    private final Person carol = api.signUp("carol");

    @Test
    void following_twice_is_one_follow_and_changes_only_the_given_options() {
        JsonObject first = alice.post(path(bob, "follow"), Map.of("notify", "true"));
        JsonObject second = alice.post(path(bob, "follow"), Map.of("reblogs", "false"));

        assertThat(first.getBoolean("following")).isTrue();
        assertThat(first.getBoolean("showing_reblogs")).isTrue();
        assertThat(second.getBoolean("notifying")).isTrue();
        assertThat(second.getBoolean("showing_reblogs")).isFalse();
        assertThat(count(bob, "followers_count")).isEqualTo(1);
        assertThat(count(alice, "following_count")).isEqualTo(1);
        assertThat(facts(alice)).containsExactly("followed.v1");
    }

    @Test
    void unfollowing_twice_is_one_unfollow() {
        alice.follows(bob);
        alice.unfollows(bob);
        alice.unfollows(bob);

        assertThat(count(bob, "followers_count")).isZero();
        assertThat(count(alice, "following_count")).isZero();
        assertThat(facts(alice)).containsExactly("followed.v1", "unfollowed.v1");
    }

    @Test
    void an_account_cannot_follow_itself_or_a_missing_account() {
        assertThat(alice.send("POST", path(alice, "follow"), Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(alice.send("POST", "/api/v1/accounts/1/follow", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(alice.send("POST", "/api/v1/accounts/bob/follow", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(facts(alice)).isEmpty();
    }

    @Test
    void a_suspended_account_is_in_no_list_and_cannot_be_followed() {
        alice.follows(bob);
        bob.follows(alice);
        bob.follows(carol);
        alice.post(path(bob, "endorse"), Map.of());
        carol.post(path(bob, "mute"), Map.of());
        JsonObject post = alice.posts("hello");
        bob.likes(post);
        bob.boosts(post);
        String list = alice.post("/api/v1/lists", Map.of("title", "friends")).getString("id");
        alice.post("/api/v1/lists/" + list + "/accounts", Map.of("account_ids[]", bob.id()));
        List<String> lists = List.of(
                path(alice, "followers"),
                path(alice, "following"),
                "/api/v1/endorsements",
                path(alice, "endorsements"),
                "/api/v1/statuses/" + post.getString("id") + "/favourited_by",
                "/api/v1/statuses/" + post.getString("id") + "/reblogged_by",
                "/api/v1/lists/" + list + "/accounts");
        assertThat(lists).allSatisfy(path -> assertThat(alice.ids(path)).containsExactly(bob.id()));
        assertThat(carol.ids("/api/v1/mutes")).containsExactly(bob.id());
        assertThat(familiar(alice, carol)).isEqualTo(1);

        api.sql("update account set suspended_at = now() where id = " + bob.id());

        assertThat(lists).allSatisfy(path -> assertThat(alice.ids(path)).isEmpty());
        assertThat(carol.ids("/api/v1/mutes")).isEmpty();
        assertThat(familiar(alice, carol)).isZero();
        assertThat(carol.send("POST", path(bob, "follow"), Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void relationships_are_returned_in_the_requested_order() {
        alice.follows(bob);
        carol.follows(alice);

        List<JsonObject> found = alice.list("/api/v1/accounts/relationships?id[]=" + carol.id() + "&id[]=1&id[]="
                + bob.id() + "&id[]=rubbish&id[]=" + alice.id());

        assertThat(found).extracting(one -> one.getString("id")).containsExactly(carol.id(), bob.id(), alice.id());
        assertThat(found).extracting(one -> one.getBoolean("following")).containsExactly(false, true, false);
        assertThat(found).extracting(one -> one.getBoolean("followed_by")).containsExactly(true, false, false);
        assertThat(alice.ids("/api/v1/accounts/relationships?id=" + bob.id())).containsExactly(bob.id());
        assertThat(alice.ids("/api/v1/accounts/relationships")).isEmpty();
    }

    @Test
    void a_relationship_has_every_member_that_clients_require() {
        assertThat(alice.post(path(bob, "follow"), Map.of()).fieldNames())
                .contains("id", "following", "followed_by", "blocking", "blocked_by", "muting", "muting_notifications")
                .contains("requested", "requested_by", "showing_reblogs", "notifying", "languages", "domain_blocking")
                .contains("endorsed", "note");
    }

    @Test
    void lists_of_accounts_are_paged_by_follow_id() {
        alice.follows(carol);
        bob.follows(carol);
        alice.follows(bob);

        assertThat(alice.ids(path(carol, "followers"))).containsExactly(bob.id(), alice.id());
        assertThat(bob.ids(path(alice, "following"))).containsExactly(bob.id(), carol.id());

        HttpResponse<String> first = api.getAnonymously(path(carol, "followers?limit=1"));
        String edge = api.sql("select id from follow where account_id = " + bob.id() + " and target_id = " + carol.id())
                .get(0);
        assertThat(first.headers().firstValue("Link").orElseThrow())
                .startsWith("<http://skein.test")
                .contains("limit=1&max_id=" + edge + ">; rel=\"next\", ")
                .endsWith("limit=1&min_id=" + edge + ">; rel=\"prev\"");
        assertThat(alice.ids(path(carol, "followers?limit=1&max_id=" + edge))).containsExactly(alice.id());
        assertThat(alice.ids(path(carol, "followers?limit=1&min_id=0"))).containsExactly(alice.id());
        assertThat(alice.ids(path(carol, "followers?since_id=" + edge))).isEmpty();
    }

    private static String path(Person person, String what) {
        return "/api/v1/accounts/" + person.id() + "/" + what;
    }

    private static int familiar(Person reader, Person of) {
        return reader.list("/api/v1/accounts/familiar_followers?id[]=" + of.id())
                .get(0)
                .getJsonArray("accounts")
                .size();
    }

    private static long count(Person person, String what) {
        return person.get("/api/v1/accounts/" + person.id()).getLong(what);
    }

    private static List<String> facts(Person person) {
        return api.factsOf(person).stream().map(fact -> fact.getString("fact")).toList();
    }
}
