package social.skein.relationship;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

/** Tests relationships between accounts, as the API shows them to the viewer. */
class RelationshipTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");
    private final Person carol = api.signUp("carol");

    @Test
    void a_block_ends_all_relations_and_appends_one_fact() {
        alice.follows(bob);
        bob.follows(alice);
        alice.post(path(bob, "endorse"), Map.of());
        bob.post(path(alice, "endorse"), Map.of());

        JsonObject relationship = alice.post(path(bob, "block"), Map.of());
        alice.post(path(bob, "block"), Map.of());

        assertThat(relationship.getBoolean("blocking")).isTrue();
        assertThat(relationship.getBoolean("blocked_by")).isFalse();
        for (String ended : List.of("following", "followed_by", "endorsed")) {
            assertThat(relationship.getBoolean(ended)).as(ended).isFalse();
        }
        assertThat(bob.list("/api/v1/accounts/relationships?id=" + alice.id()))
                .singleElement()
                .satisfies(back -> assertThat(back.getBoolean("blocked_by")).isTrue())
                .satisfies(back -> assertThat(back.getBoolean("endorsed")).isFalse());
        for (Person person : List.of(alice, bob)) {
            JsonObject account = carol.get("/api/v1/accounts/" + person.id());
            assertThat(account.getInteger("followers_count")).isZero();
            assertThat(account.getInteger("following_count")).isZero();
        }
        assertThat(facts(alice)).containsExactly("followed.v1", "unfollowed.v1", "blocked.v1");
        assertThat(facts(bob)).containsExactly("followed.v1", "unfollowed.v1");
        assertThat(alice.ids("/api/v1/blocks")).containsExactly(bob.id());

        assertThat(alice.post(path(bob, "unblock"), Map.of()).getBoolean("blocking"))
                .isFalse();
        assertThat(alice.ids("/api/v1/blocks")).isEmpty();
    }

    @Test
    void a_block_prevents_follows_in_both_directions() {
        alice.post(path(bob, "block"), Map.of());

        for (HttpResponse<String> refused : List.of(
                alice.send("POST", path(bob, "follow"), Map.of()), bob.send("POST", path(alice, "follow"), Map.of()))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo("{\"error\":\"This action is not allowed\"}");
        }
    }

    @Test
    void concurrent_mutual_blocks_and_follows_leave_no_follow() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(CompletableFuture.supplyAsync(() -> alice.send("POST", path(bob, "follow"), Map.of())));
            all.add(CompletableFuture.supplyAsync(() -> bob.send("POST", path(alice, "block"), Map.of())));
            all.add(CompletableFuture.supplyAsync(() -> alice.send("POST", path(bob, "block"), Map.of())));
            all.add(CompletableFuture.supplyAsync(() -> bob.send("POST", path(alice, "follow"), Map.of())));
        }
        all.forEach(CompletableFuture::join);

        JsonObject relationship = relationship(alice, bob);
        assertThat(relationship.getBoolean("blocking")).isTrue();
        assertThat(relationship.getBoolean("blocked_by")).isTrue();
        assertThat(relationship.getBoolean("following")).isFalse();
        assertThat(relationship.getBoolean("followed_by")).isFalse();
        assertThat(carol.get("/api/v1/accounts/" + bob.id()).getInteger("followers_count"))
                .isZero();
    }

    @Test
    void a_locked_account_receives_a_follow_request() {
        lock(bob, true);

        JsonObject requested = alice.post(path(bob, "follow"), Map.of("reblogs", "false", "notify", "true"));
        alice.post(path(bob, "follow"), Map.of("languages[]", "en"));

        assertThat(requested.getBoolean("requested")).isTrue();
        assertThat(requested.getBoolean("following")).isFalse();
        assertThat(relationship(bob, alice).getBoolean("requested_by")).isTrue();
        assertThat(bob.ids("/api/v1/follow_requests")).containsExactly(alice.id());
        assertThat(source(bob).getInteger("follow_requests_count")).isEqualTo(1);
        assertThat(facts(alice)).containsExactly("follow-requested.v1");

        JsonObject accepted = bob.post("/api/v1/follow_requests/" + alice.id() + "/authorize", Map.of());

        assertThat(accepted.getBoolean("followed_by")).isTrue();
        assertThat(accepted.getBoolean("requested_by")).isFalse();
        JsonObject follow = relationship(alice, bob);
        assertThat(follow.getBoolean("following")).isTrue();
        assertThat(follow.getBoolean("showing_reblogs")).isFalse();
        assertThat(follow.getBoolean("notifying")).isTrue();
        assertThat(follow.getJsonArray("languages")).isEqualTo(new JsonArray().add("en"));
        assertThat(bob.ids("/api/v1/follow_requests")).isEmpty();
        assertThat(facts(alice)).containsExactly("follow-requested.v1", "follow-request-ended.v1", "followed.v1");
        assertThat(bob.send("POST", "/api/v1/follow_requests/" + alice.id() + "/authorize", Map.of())
                        .statusCode())
                .as("no pending requests")
                .isEqualTo(404);
    }

    @Test
    void a_follow_request_can_be_rejected_or_withdrawn() {
        lock(bob, true);
        alice.post(path(bob, "follow"), Map.of());
        carol.post(path(bob, "follow"), Map.of());
        assertThat(bob.ids("/api/v1/follow_requests?limit=1")).containsExactly(carol.id());

        JsonObject rejected = bob.post("/api/v1/follow_requests/" + alice.id() + "/reject", Map.of());
        JsonObject withdrawn = carol.post(path(bob, "unfollow"), Map.of());

        assertThat(rejected.getBoolean("followed_by")).isFalse();
        assertThat(rejected.getBoolean("requested_by")).isFalse();
        assertThat(withdrawn.getBoolean("requested")).isFalse();
        assertThat(bob.ids("/api/v1/follow_requests")).isEmpty();
        assertThat(facts(carol)).containsExactly("follow-requested.v1", "follow-request-ended.v1");
    }

    @Test
    void a_follower_can_be_removed() {
        alice.follows(bob);

        assertThat(bob.post(path(alice, "remove_from_followers"), Map.of()).getBoolean("followed_by"))
                .isFalse();
        bob.post(path(alice, "remove_from_followers"), Map.of());

        assertThat(relationship(alice, bob).getBoolean("following")).isFalse();
        assertThat(facts(alice)).containsExactly("followed.v1", "unfollowed.v1");
    }

    @Test
    void a_follow_can_be_restricted_to_languages() {
        alice.post(path(bob, "follow"), Map.of());
        assertThat(relationship(alice, bob).getValue("languages")).isNull();
        JsonObject relationship = alice.post(path(bob, "follow?languages[]=de"), Map.of("languages[]", "pt-BR"));
        assertThat(relationship.getJsonArray("languages")).isEqualTo(new JsonArray().add("pt-BR"));
        alice.post(path(bob, "follow"), Map.of("reblogs", "false"));
        assertThat(relationship(alice, bob).getJsonArray("languages")).hasSize(1);
        assertThat(alice.post(path(bob, "follow"), Map.of("languages[]", "")).getValue("languages"))
                .isNull();
        assertThat(alice.send("POST", path(bob, "follow"), Map.of("languages[]", "<b>"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_mute_shows_its_scope_and_expiry() {
        alice.follows(bob);

        JsonObject relationship = alice.post(path(bob, "mute"), Map.of());
        assertThat(relationship.getBoolean("muting")).isTrue();
        assertThat(relationship.getBoolean("muting_notifications")).isTrue();
        assertThat(relationship.getBoolean("following")).isTrue();
        assertThat(alice.list("/api/v1/mutes"))
                .singleElement()
                .satisfies(muted ->
                        assertThat(muted.containsKey("mute_expires_at")).isTrue())
                .satisfies(
                        muted -> assertThat(muted.getValue("mute_expires_at")).isNull())
                .satisfies(muted -> assertThat(muted.getString("username")).isEqualTo(bob.name()));

        alice.post(path(bob, "mute"), Map.of("notifications", "false", "duration", "3600"));
        assertThat(relationship(alice, bob).getBoolean("muting_notifications")).isFalse();
        assertThat(alice.list("/api/v1/mutes").get(0).getString("mute_expires_at"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        api.sql("update mute set expires_at = now() - interval '1 second' where account_id = " + alice.id());
        assertThat(relationship(alice, bob).getBoolean("muting")).as("expired").isFalse();
        assertThat(alice.list("/api/v1/mutes")).isEmpty();

        alice.post(path(carol, "mute"), Map.of());
        assertThat(alice.post(path(carol, "unmute"), Map.of()).getBoolean("muting"))
                .isFalse();
    }

    @Test
    void lists_of_blocks_and_mutes_are_paged_by_row_id() {
        alice.post(path(bob, "block"), Map.of());
        alice.post(path(carol, "block"), Map.of());
        HttpResponse<String> first = alice.send("GET", "/api/v1/blocks?limit=1", Map.of());
        String row = api.sql("select id from block where account_id = " + alice.id() + " and target_id = " + carol.id())
                .get(0);

        assertThat(first.headers().firstValue("Link").orElseThrow())
                .contains("/api/v1/blocks?limit=1&max_id=" + row + ">; rel=\"next\"");
        assertThat(alice.ids("/api/v1/blocks?max_id=" + row)).containsExactly(bob.id());
    }

    @Test
    void a_note_is_private() {
        assertThat(alice.post(path(bob, "note"), Map.of("comment", "met at a <fair>"))
                        .getString("note"))
                .isEqualTo("met at a <fair>");
        assertThat(relationship(bob, alice).getString("note")).isEmpty();
        assertThat(alice.post(path(bob, "note"), Map.of("comment", "")).getString("note"))
                .isEmpty();
        assertThat(alice.send("POST", path(bob, "note"), Map.of("comment", "x".repeat(2_001)))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void only_followed_accounts_can_be_featured() {
        assertThat(alice.send("POST", path(bob, "pin"), Map.of()).statusCode()).isEqualTo(422);
        alice.follows(bob);
        assertThat(alice.post(path(bob, "pin"), Map.of()).getBoolean("endorsed"))
                .isTrue();
        alice.post(path(bob, "endorse"), Map.of());

        assertThat(alice.ids("/api/v1/endorsements")).containsExactly(bob.id());
        assertThat(carol.ids(path(alice, "endorsements"))).containsExactly(bob.id());
        assertThat(alice.post(path(bob, "unpin"), Map.of()).getBoolean("endorsed"))
                .isFalse();
        alice.post(path(bob, "endorse"), Map.of());
        alice.unfollows(bob);
        assertThat(relationship(alice, bob).getBoolean("endorsed")).isFalse();
    }

    @Test
    void hidden_collections_are_visible_to_their_owner_only() {
        carol.follows(bob);
        bob.follows(alice);
        bob.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("hide_collections", "true"));

        for (String list : List.of("followers", "following")) {
            assertThat(alice.ids(path(bob, list))).as(list).isEmpty();
            assertThat(bob.ids(path(bob, list))).as(list).hasSize(1);
            assertThat(api.getAnonymously(path(bob, list)).body()).isEqualTo("[]");
        }
    }

    @Test
    void blocked_viewers_see_no_follow_lists_and_lists_omit_blocked_and_muted_accounts() {
        alice.follows(carol);
        bob.follows(carol);
        carol.follows(bob);
        bob.post(path(alice, "block"), Map.of());

        assertThat(alice.ids(path(bob, "followers"))).isEmpty();
        assertThat(alice.ids(path(carol, "followers"))).containsExactly(alice.id());
        assertThat(alice.get("/api/v1/accounts/" + bob.id()).getString("id")).isEqualTo(bob.id());
    }

    @Test
    void familiar_followers_are_followed_by_the_viewer() {
        Person dave = api.signUp("dave");
        alice.follows(bob);
        alice.follows(carol);
        bob.follows(dave);
        carol.follows(dave);
        carol.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("hide_collections", "true"));

        List<JsonObject> found =
                alice.list("/api/v1/accounts/familiar_followers?id[]=" + dave.id() + "&id[]=" + bob.id() + "&id[]=1");

        assertThat(found).extracting(one -> one.getString("id")).containsExactly(dave.id(), bob.id());
        assertThat(found.get(0).getJsonArray("accounts"))
                .singleElement()
                .satisfies(one -> assertThat(((JsonObject) one).getString("id")).isEqualTo(bob.id()));
        assertThat(found.get(1).getJsonArray("accounts")).isEmpty();
    }

    @Test
    void followees_of_followees_are_suggested_unless_excluded() {
        Person friend = api.signUp("friend");
        List<Person> others = new ArrayList<>();
        for (String name : List.of("muted", "blocked", "blocker", "locked", "shy", "dismissed", "fine", "known")) {
            Person other = api.signUp(name);
            friend.follows(other);
            others.add(other);
        }
        carol.follows(others.get(7));
        alice.follows(friend);
        alice.follows(carol);
        alice.post(path(others.get(0), "mute"), Map.of());
        alice.post(path(others.get(1), "block"), Map.of());
        others.get(2).post(path(alice, "block"), Map.of());
        lock(others.get(3), true);
        alice.post(path(others.get(3), "follow"), Map.of());
        others.get(4).send("PATCH", "/api/v1/accounts/update_credentials", Map.of("discoverable", "false"));
        assertThat(alice.send("DELETE", "/api/v1/suggestions/" + others.get(5).id(), Map.of())
                        .body())
                .isEqualTo("{}");

        List<JsonObject> suggested = alice.list("/api/v2/suggestions?limit=2");

        assertThat(suggested)
                .extracting(one -> one.getJsonObject("account").getString("id"))
                .containsExactly(others.get(7).id(), others.get(6).id());
        assertThat(suggested.get(0).getString("source")).isEqualTo("past_interactions");
        assertThat(suggested.get(0).getJsonArray("sources")).containsExactly("friends_of_friends");
        assertThat(alice.ids("/api/v1/suggestions?limit=1&offset=1"))
                .containsExactly(others.get(6).id());
    }

    @Test
    void the_directory_is_ordered_by_sign_up_or_last_post() {
        bob.posts("I am here");
        api.sql("update account_counter set last_status_at = now() + interval '1 hour' where account_id = " + bob.id()
                + " and slot = 0");
        Person shy = api.signUp("shy");
        shy.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("discoverable", "false"));

        assertThat(alice.ids("/api/v1/directory?limit=1&local=true")).containsExactly(bob.id());
        assertThat(ids(api.getAnonymously("/api/v1/directory?order=new&limit=2")))
                .containsExactly(carol.id(), bob.id());
        assertThat(ids(api.getAnonymously("/api/v1/directory?order=new&limit=1&offset=1")))
                .containsExactly(bob.id());
        alice.post(path(bob, "block"), Map.of());
        assertThat(alice.ids("/api/v1/directory?limit=1")).isEmpty();
        assertThat(api.getAnonymously("/api/v1/directory?order=best").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, accounts/ID/block",
        "POST, accounts/ID/unblock",
        "POST, accounts/ID/mute",
        "POST, accounts/ID/unmute",
        "POST, accounts/ID/note",
        "POST, accounts/ID/endorse",
        "POST, accounts/ID/unendorse",
        "POST, accounts/ID/pin",
        "POST, accounts/ID/unpin",
        "POST, accounts/ID/remove_from_followers",
        "POST, accounts/ID/follow",
        "POST, follow_requests/ID/authorize",
        "POST, follow_requests/ID/reject",
        "GET, follow_requests",
        "GET, blocks",
        "GET, mutes",
        "GET, endorsements",
        "GET, domain_blocks",
        "POST, domain_blocks",
        "DELETE, domain_blocks",
        "GET, suggestions",
        "DELETE, suggestions/ID",
        "GET, accounts/familiar_followers"
    })
    void endpoints_reject_anonymous_clients_wrong_scopes_and_unknown_ids(String method, String path) {
        String real = "/api/v1/" + path.replace("ID", bob.id());
        Person narrow = api.withScopes(alice, method.equals("GET") ? "write" : "read");

        assertThat(alice.withToken("made-up").send(method, real, Map.of()).statusCode())
                .isEqualTo(401);
        HttpResponse<String> refused = narrow.send(method, real, Map.of());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"error\":\"This action is outside the authorized scopes\"}");
        if (path.contains("/ID/")) {
            for (String id : List.of("1", "bob", "99999999999999999999")) {
                String wrong = "/api/v1/" + path.replace("ID", id);
                assertThat(alice.send(method, wrong, Map.of()).statusCode())
                        .as(id)
                        .isEqualTo(404);
            }
        }
        if (method.equals("GET") && !path.contains("familiar") && !path.contains("domain")) {
            assertThat(alice.send("GET", real + "?limit=-1", Map.of()).statusCode())
                    .isEqualTo(400);
            assertThat(alice.send("GET", real + "?limit=1000", Map.of()).statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"block", "mute", "follow", "unfollow", "unmute", "unblock", "remove_from_followers"})
    void an_account_cannot_change_its_relationship_to_itself(String what) {
        assertThat(alice.send("POST", path(alice, what), Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    void malformed_parameters_get_a_descriptive_error() {
        assertThat(alice.send("POST", path(bob, "mute"), Map.of("duration", "-1"))
                        .statusCode())
                .isEqualTo(422);
        for (String duration : List.of("abc", "1.5", "", " ", "1e3", "-5", "NaN")) {
            assertThat(alice.send("POST", path(bob, "mute"), Map.of("duration", duration))
                            .statusCode())
                    .as(duration)
                    .isEqualTo(422);
        }
        assertThat(alice.list("/api/v1/mutes")).isEmpty();
        alice.post(path(bob, "mute"), Map.of("duration", "99999999999999999999"));
        assertThat(alice.list("/api/v1/mutes").get(0).getString("mute_expires_at"))
                .as("the longest duration, 68 years")
                .startsWith("20");
        alice.post(path(bob, "unmute"), Map.of());
        assertThat(alice.send("GET", "/api/v1/mutes?max_id=abc", Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(alice.send("GET", "/api/v1/domain_blocks", Map.of()).body()).isEqualTo("[]");
        for (String list : List.of("/api/v1/domain_blocks", "/api/v1/blocks", "/api/v1/trends/links")) {
            assertThat(alice.send("GET", list + "?limit=-1", Map.of()).statusCode())
                    .as(list)
                    .isEqualTo(400);
        }
        assertThat(alice.send("POST", "/api/v1/domain_blocks", Map.of("domain", "x.example"))
                        .body())
                .isEqualTo("{}");
        assertThat(alice.send("DELETE", "/api/v1/domain_blocks", Map.of("domain", "x.example"))
                        .body())
                .isEqualTo("{}");
    }

    private static void lock(Person person, boolean locked) {
        assertThat(person.send(
                                "PATCH",
                                "/api/v1/accounts/update_credentials",
                                Map.of("locked", Boolean.toString(locked)))
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonObject source(Person person) {
        return person.get("/api/v1/accounts/verify_credentials").getJsonObject("source");
    }

    private static JsonObject relationship(Person viewer, Person other) {
        return viewer.list("/api/v1/accounts/relationships?id[]=" + other.id()).get(0);
    }

    private static List<String> ids(HttpResponse<String> response) {
        return new JsonArray(response.body())
                .stream().map(one -> ((JsonObject) one).getString("id")).toList();
    }

    private static String path(Person person, String what) {
        return "/api/v1/accounts/" + person.id() + "/" + what;
    }

    private static List<String> facts(Person person) {
        return api.factsOf(person).stream().map(fact -> fact.getString("fact")).toList();
    }
}
