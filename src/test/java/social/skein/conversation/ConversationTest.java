package social.skein.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

class ConversationTest {
    private static final String LIST = "/api/v1/conversations";

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
    void a_direct_message_starts_a_conversation_unread_for_all_but_its_author() {
        JsonObject message = direct(alice, "@" + bob.name() + " psst");
        deployment.settle();

        JsonObject mine = only(alice);
        assertThat(mine.getBoolean("unread")).isFalse();
        assertThat(names(mine)).containsExactly(bob.name());
        JsonObject theirs = only(bob);
        assertThat(theirs.getBoolean("unread")).isTrue();
        assertThat(names(theirs)).containsExactly(alice.name());
        assertThat(theirs.getJsonObject("last_status").getString("id")).isEqualTo(message.getString("id"));
        assertThat(carol.list(LIST)).isEmpty();
    }

    @Test
    void a_reply_moves_the_conversation_up_and_other_participants_start_a_new_one() {
        JsonObject message = direct(alice, "@" + bob.name() + " psst");
        direct(alice, "@" + carol.name() + " hey");
        JsonObject reply = bob.posts(Map.of(
                "status",
                "@" + alice.name() + " yes?",
                "visibility",
                "direct",
                "in_reply_to_id",
                message.getString("id")));
        deployment.settle();

        List<JsonObject> mine = alice.list(LIST);
        assertThat(mine).hasSize(2);
        assertThat(mine.get(0).getJsonObject("last_status").getString("id")).isEqualTo(reply.getString("id"));
        assertThat(mine.get(0).getBoolean("unread")).isTrue();
        assertThat(names(mine.get(1))).containsExactly(carol.name());

        alice.deletes(direct(alice, "@" + carol.name() + " never mind"));
        bob.deletes(reply);
        deployment.settle();
        assertThat(only(bob).getJsonObject("last_status").getString("id")).isEqualTo(message.getString("id"));
        assertThat(alice.list(LIST)).hasSize(2);
    }

    @Test
    void conversations_page_by_their_last_status() {
        JsonObject older = direct(alice, "@" + bob.name() + " psst");
        JsonObject newer = direct(alice, "@" + carol.name() + " hey");
        deployment.settle();
        assertThat(alice.list(LIST + "?limit=1")
                        .get(0)
                        .getJsonObject("last_status")
                        .getString("id"))
                .isEqualTo(newer.getString("id"));
        List<JsonObject> rest = alice.list(LIST + "?limit=1&max_id=" + newer.getString("id"));
        assertThat(rest.get(0).getJsonObject("last_status").getString("id")).isEqualTo(older.getString("id"));
        String link = alice.send("GET", LIST + "?limit=1", Map.of())
                .headers()
                .firstValue("Link")
                .orElseThrow();
        assertThat(link).contains("max_id=" + newer.getString("id")).contains("min_id=" + newer.getString("id"));
    }

    @Test
    void a_conversation_can_be_marked_read_or_unread_and_dismissed_until_the_next_message() {
        JsonObject message = direct(alice, "@" + bob.name() + " psst");
        deployment.settle();
        String path = LIST + "/" + only(bob).getString("id");
        assertThat(bob.post(path + "/read", Map.of()).getBoolean("unread")).isFalse();
        assertThat(only(bob).getBoolean("unread")).isFalse();
        assertThat(bob.post(path + "/unread", Map.of()).getBoolean("unread")).isTrue();
        assertThat(bob.send("DELETE", path, Map.of()).body()).isEqualTo("{}");
        assertThat(bob.list(LIST)).isEmpty();
        assertThat(alice.list(LIST)).hasSize(1);
        alice.posts(Map.of(
                "status",
                "@" + bob.name() + " hello?",
                "visibility",
                "direct",
                "in_reply_to_id",
                message.getString("id")));
        deployment.settle();
        assertThat(bob.list(LIST)).hasSize(1);
    }

    @Test
    void the_direct_stream_receives_conversation_updates() {
        try (StreamClient reader = StreamClient.connectEventStream(bob, "direct")) {
            JsonObject message = direct(alice, "@" + bob.name() + " psst");
            JsonObject update = reader.next("conversation");
            assertThat(update.getBoolean("unread")).isTrue();
            assertThat(update.getJsonObject("last_status").getString("id")).isEqualTo(message.getString("id"));
        }
    }

    @Test
    void an_edit_moves_a_message_to_the_conversation_of_its_present_participants() {
        JsonObject message = direct(alice, "@" + bob.name() + " hello");
        deployment.settle();
        bob.post(LIST + "/" + only(bob).getString("id") + "/read", Map.of());

        try (StreamClient reader = StreamClient.connectEventStream(carol, "direct")) {
            edit(message, "@" + bob.name() + " @" + carol.name() + " hello");
            deployment.settle();
            assertThat(reader.next("conversation").getJsonObject("last_status").getString("id"))
                    .isEqualTo(message.getString("id"));
        }
        assertThat(names(only(alice))).containsExactlyInAnyOrder(bob.name(), carol.name());
        assertThat(names(only(bob))).containsExactlyInAnyOrder(alice.name(), carol.name());
        assertThat(names(only(carol))).containsExactlyInAnyOrder(alice.name(), bob.name());
        assertThat(only(alice).getBoolean("unread")).as("the author's").isFalse();
        assertThat(only(bob).getBoolean("unread")).as("bob's, who had read it").isFalse();
        assertThat(only(carol).getBoolean("unread")).isTrue();

        edit(message, "@" + carol.name() + " secret now");
        deployment.settle();
        assertThat(names(only(alice))).containsExactly(carol.name());
        assertThat(names(only(carol))).containsExactly(alice.name());
        assertThat(bob.list(LIST)).isEmpty();
    }

    @Test
    void an_account_that_an_edit_removes_keeps_the_earlier_message() {
        JsonObject first = direct(alice, "@" + bob.name() + " one");
        JsonObject second = alice.posts(Map.of(
                "status", "@" + bob.name() + " two", "visibility", "direct", "in_reply_to_id", first.getString("id")));
        deployment.settle();
        edit(second, "@" + carol.name() + " two");
        deployment.settle();

        assertThat(only(bob).getJsonObject("last_status").getString("id")).isEqualTo(first.getString("id"));
        assertThat(names(only(carol))).containsExactly(alice.name());
        assertThat(alice.list(LIST)).hasSize(2);
    }

    @Test
    void a_conversation_survives_the_deletion_of_its_last_message_after_an_edit_of_an_earlier_one() {
        JsonObject one = direct(alice, "@" + bob.name() + " one");
        JsonObject two = alice.posts(Map.of(
                "status", "@" + bob.name() + " two", "visibility", "direct", "in_reply_to_id", one.getString("id")));
        deployment.settle();
        edit(one, "@" + bob.name() + " @" + carol.name() + " one");
        alice.deletes(two);
        deployment.settle();

        for (Person reader : List.of(alice, bob, carol)) {
            assertThat(only(reader).getJsonObject("last_status").getString("id"))
                    .isEqualTo(one.getString("id"));
        }
    }

    @Test
    void a_note_to_oneself_becomes_a_conversation_when_an_edit_names_an_account() {
        JsonObject note = direct(alice, "remember the milk");
        deployment.settle();
        edit(note, "@" + bob.name() + " remember the milk");
        deployment.settle();

        assertThat(names(only(alice))).containsExactly(bob.name());
        assertThat(names(only(bob))).containsExactly(alice.name());
    }

    private void edit(JsonObject message, String text) {
        assertThat(alice.send("PUT", "/api/v1/statuses/" + message.getString("id"), Map.of("status", text))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"POST, /read", "POST, /unread", "DELETE, ''"})
    void conversations_of_other_accounts_are_not_found(String method, String verb) {
        direct(alice, "@" + bob.name() + " psst");
        deployment.settle();
        String path = LIST + "/" + only(bob).getString("id") + verb;
        assertThat(carol.send(method, path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(carol.send(method, LIST + "/rubbish" + verb, Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(carol.withToken("").send(method, path, Map.of()).statusCode())
                .isEqualTo(401);
    }

    private static JsonObject direct(Person author, String text) {
        return author.posts(Map.of("status", text, "visibility", "direct"));
    }

    private static JsonObject only(Person reader) {
        List<JsonObject> all = reader.list(LIST);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static List<String> names(JsonObject conversation) {
        return conversation.getJsonArray("accounts").stream()
                .map(account -> ((JsonObject) account).getString("username"))
                .toList();
    }
}
