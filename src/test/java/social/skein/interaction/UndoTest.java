package social.skein.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

/** Tests that an account can take back what it did to a post that it can no longer see. */
class UndoTest {
    private static final List<String> UNDO = List.of("unfavourite", "unbookmark", "unreblog", "unmute");

    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");
    private final Person carol = api.signUp("carol");

    /** The ways in which alice loses sight of bob's post. */
    enum Loss {
        UNFOLLOWED("private") {
            @Override
            void apply(Person alice, Person bob, JsonObject post) {
                alice.unfollows(bob);
            }
        },
        BLOCKED_BY_AUTHOR("public") {
            @Override
            void apply(Person alice, Person bob, JsonObject post) {
                bob.post("/api/v1/accounts/" + alice.id() + "/block", Map.of());
            }
        },
        REMOVED_AS_FOLLOWER("private") {
            @Override
            void apply(Person alice, Person bob, JsonObject post) {
                bob.post("/api/v1/accounts/" + alice.id() + "/remove_from_followers", Map.of());
            }
        },
        NO_LONGER_MENTIONED("direct") {
            @Override
            void apply(Person alice, Person bob, JsonObject post) {
                bob.send("PUT", "/api/v1/statuses/" + post.getString("id"), Map.of("status", "SECRET"));
            }
        },
        AUTHOR_SUSPENDED("public") {
            @Override
            void apply(Person alice, Person bob, JsonObject post) {
                api.sql("update account set suspended_at = now() where id = " + bob.id());
            }
        };

        private final String visibility;

        Loss(String visibility) {
            this.visibility = visibility;
        }

        abstract void apply(Person alice, Person bob, JsonObject post);
    }

    @ParameterizedTest
    @EnumSource
    void an_account_takes_back_its_actions_on_a_post_it_can_no_longer_see(Loss loss) {
        alice.follows(bob);
        String mention = loss.visibility.equals("direct") ? " @" + alice.name() : "";
        JsonObject post = bob.posts(Map.of("status", "SECRET" + mention, "visibility", loss.visibility));
        alice.likes(post);
        alice.post(path(post, "bookmark"), Map.of());
        alice.post(path(post, "mute"), Map.of());
        boolean boosted = loss.visibility.equals("public");
        if (boosted) {
            alice.boosts(post);
        }
        loss.apply(alice, bob, post);
        assertThat(alice.send("GET", path(post, ""), Map.of()).statusCode()).isEqualTo(404);

        for (String verb : UNDO) {
            if (boosted || !verb.equals("unreblog")) {
                JsonObject undone = alice.post(path(post, verb), Map.of());
                assertThat(undone.getString("id")).isEqualTo(post.getString("id"));
                assertThat(undone.encode()).as("the text stays hidden").doesNotContain("SECRET");
            }
        }

        assertThat(api.sql("select sum(favourites) || ' ' || sum(reblogs) from status_counter where status_id = "
                        + post.getString("id")))
                .containsExactly("0 0");
        assertThat(api.sql("select count(*) from (select status_id from favourite where account_id = " + alice.id()
                        + " union all select status_id from bookmark where account_id = " + alice.id()
                        + " union all select conversation_id from conversation_mute where account_id = " + alice.id()
                        + " union all select id from status where account_id = " + alice.id() + ") as kept"))
                .containsExactly("0");
        for (String verb : UNDO) {
            assertThat(alice.send("POST", path(post, verb), Map.of()).statusCode())
                    .as(verb + " again")
                    .isEqualTo(404);
        }
    }

    @Test
    void an_account_that_did_nothing_to_a_hidden_post_gets_404() {
        JsonObject post = bob.posts(Map.of("status", "for followers", "visibility", "private"));
        for (String verb : UNDO) {
            assertThat(carol.send("POST", path(post, verb), Map.of()).statusCode())
                    .as(verb)
                    .isEqualTo(404);
        }
        assertThat(carol.send("DELETE", path(post, ""), Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_hidden_post_of_a_muted_conversation_looks_nonexistent() {
        JsonObject post = bob.posts("public");
        carol.post(path(post, "mute"), Map.of());
        JsonObject hidden = bob.posts(Map.of(
                "status",
                "@" + alice.name() + " between us",
                "visibility",
                "direct",
                "in_reply_to_id",
                post.getString("id")));

        assertThat(carol.send("POST", path(hidden, "unmute"), Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(carol.get(path(post, "")).getBoolean("muted")).isTrue();
        assertThat(carol.post(path(post, "unmute"), Map.of()).getBoolean("muted"))
                .isFalse();
    }

    @Test
    void a_hidden_boost_of_a_post_does_not_show_who_boosted_it() {
        JsonObject post = bob.posts("public");
        JsonObject boost = alice.post(path(post, "reblog"), Map.of("visibility", "private"));
        carol.likes(post);

        assertThat(carol.send("POST", path(boost, "unfavourite"), Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(carol.post(path(post, "unfavourite"), Map.of()).getBoolean("favourited"))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKED_BY_AUTHOR", "AUTHOR_SUSPENDED"})
    void an_account_deletes_its_boost_of_a_post_it_can_no_longer_see(Loss loss) {
        JsonObject post = bob.posts("SECRET");
        JsonObject boost = alice.boosts(post);
        loss.apply(alice, bob, post);

        JsonObject deleted = alice.deletes(boost);

        assertThat(deleted.getString("id")).isEqualTo(boost.getString("id"));
        assertThat(deleted.encode()).doesNotContain("SECRET");
        assertThat(api.sql("select count(*) from status where account_id = " + alice.id()))
                .containsExactly("0");
        assertThat(alice.send("DELETE", path(boost, ""), Map.of()).statusCode()).isEqualTo(404);
    }

    private static String path(JsonObject status, String verb) {
        return "/api/v1/statuses/" + status.getString("id") + (verb.isEmpty() ? "" : "/" + verb);
    }
}
