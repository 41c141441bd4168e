package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests that home and its stream agree about exclusive lists, followed languages and requested follows. */
class HomePreferencesTest {
    @AutoClose
    private static final TestDeployment deployment = TestDeployment.withInstances(1);

    private static int round;

    private Person alice;
    private Person bob;
    private Person carol;

    @BeforeEach
    void createAccounts() {
        round++;
        alice = deployment.signUp("alice" + round);
        bob = deployment.signUp("bob" + round);
        carol = deployment.signUp("carol" + round);
    }

    @Test
    void a_followed_hashtag_brings_no_post_of_an_exclusive_list_into_home() {
        alice.follows(bob);
        alice.post("/api/v1/tags/birds" + round + "/follow", Map.of());
        String list = id(alice.post("/api/v1/lists", Map.of("title", "Birds", "exclusive", "true")));
        alice.post("/api/v1/lists/" + list + "/accounts", Map.of("account_ids[]", bob.id()));
        deployment.settle();

        try (StreamClient stream = StreamClient.connectWebSocket(alice, "user")) {
            String hidden = id(bob.posts("In the list #birds" + round));
            String shown = id(carol.posts("By another account #birds" + round));
            deployment.settle();

            assertThat(alice.home()).containsExactly(shown);
            assertThat(stream.next("update").getString("id")).isEqualTo(shown);
            assertThat(alice.ids("/api/v1/timelines/list/" + list)).containsExactly(hidden);
        }
    }

    @Test
    void a_follow_in_some_languages_brings_only_posts_in_these_into_home() {
        alice.post("/api/v1/accounts/" + bob.id() + "/follow", Map.of("languages[]", "pt"));
        deployment.settle();

        try (StreamClient stream = StreamClient.connectWebSocket(alice, "user")) {
            bob.posts(Map.of("status", "Hallo", "language", "de"));
            bob.posts(Map.of("status", "Papiamentu", "language", "pap"));
            String wanted = id(bob.posts(Map.of("status", "Ola", "language", "pt")));
            String regional = id(bob.posts(Map.of("status", "Oi", "language", "pt-BR")));
            deployment.settle();

            assertThat(alice.home()).containsExactly(regional, wanted);
            assertThat(stream.next("update").getString("id")).isEqualTo(wanted);
            assertThat(stream.next("update").getString("id")).isEqualTo(regional);
        }

        alice.post("/api/v1/accounts/" + bob.id() + "/follow", Map.of("languages[]", ""));
        assertThat(alice.home()).as("all languages again").hasSize(4);
    }

    @Test
    void a_requested_account_on_an_exclusive_list_counts_once_it_accepts() {
        carol.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"));
        alice.post("/api/v1/accounts/" + carol.id() + "/follow", Map.of());
        String list = id(alice.post("/api/v1/lists", Map.of("title", "Friends", "exclusive", "true")));
        String members = "/api/v1/lists/" + list + "/accounts";
        alice.post(members, Map.of("account_ids[]", carol.id()));
        String post = id(carol.posts("hello"));
        deployment.settle();

        assertThat(alice.ids(members)).containsExactly(carol.id());
        assertThat(alice.ids("/api/v1/accounts/" + carol.id() + "/lists")).containsExactly(list);
        assertThat(alice.ids("/api/v1/timelines/list/" + list)).as("before").isEmpty();
        assertThat(alice.send("POST", members, Map.of("account_ids[]", carol.id()))
                        .statusCode())
                .as("a second time")
                .isEqualTo(422);

        carol.post("/api/v1/follow_requests/" + alice.id() + "/authorize", Map.of());
        assertThat(alice.ids(members)).as("at once").containsExactly(carol.id());
        deployment.settle();
        assertThat(alice.ids(members)).containsExactly(carol.id());
        assertThat(alice.ids("/api/v1/timelines/list/" + list)).containsExactly(post);
        assertThat(alice.home()).as("exclusive").isEmpty();

        alice.unfollows(carol);
        assertThat(alice.ids(members)).isEmpty();
    }

    @Test
    void a_rejected_or_withdrawn_request_leaves_the_list() {
        carol.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("locked", "true"));
        String list = id(alice.post("/api/v1/lists", Map.of("title", "Friends")));
        String members = "/api/v1/lists/" + list + "/accounts";
        for (boolean rejected : new boolean[] {true, false}) {
            alice.post("/api/v1/accounts/" + carol.id() + "/follow", Map.of());
            alice.post(members, Map.of("account_ids[]", carol.id()));
            if (rejected) {
                carol.post("/api/v1/follow_requests/" + alice.id() + "/reject", Map.of());
            } else {
                alice.unfollows(carol);
            }
            assertThat(alice.ids(members)).as("at once").isEmpty();
            deployment.settle();
            assertThat(deployment.sql("select count(*) from list_account where list_id = " + list))
                    .isEqualTo(java.util.List.of("0"));
        }
        alice.post("/api/v1/accounts/" + carol.id() + "/follow", Map.of());
        assertThat(alice.ids(members)).as("a new request").isEmpty();
    }

    private static String id(JsonObject entity) {
        return entity.getString("id");
    }
}
