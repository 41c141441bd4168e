package social.skein.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class ThreadTest {
    private static ApiOnlyInstance api;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void open() {
        api = new ApiOnlyInstance();
        alice = api.signUp("alice");
        bob = api.signUp("bob");
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void ancestors_come_oldest_first_and_replies_follow_their_parent() {
        JsonObject root = alice.posts("root");
        JsonObject post = bob.replies(root, "post");
        JsonObject one = alice.replies(post, "one");
        JsonObject two = alice.replies(post, "two");
        JsonObject oneOne = bob.replies(one, "one one");
        JsonObject oneTwo = bob.replies(one, "one two");
        JsonObject oneOneOne = alice.replies(oneOne, "one one one");
        JsonObject aside = alice.replies(root, "aside");

        JsonObject context = alice.get("/api/v1/statuses/" + id(post) + "/context");
        assertThat(ids(context, "ancestors")).containsExactly(id(root));
        assertThat(ids(context, "descendants"))
                .containsExactly(id(one), id(oneOne), id(oneOneOne), id(oneTwo), id(two));

        JsonObject leaf = alice.get("/api/v1/statuses/" + id(oneOneOne) + "/context");
        assertThat(ids(leaf, "ancestors")).containsExactly(id(root), id(post), id(one), id(oneOne));
        assertThat(ids(leaf, "descendants")).isEmpty();
        assertThat(ids(alice.get("/api/v1/statuses/" + id(root) + "/context"), "descendants"))
                .endsWith(id(aside));
    }

    @Test
    void an_invisible_status_is_missing_but_replies_to_it_are_not() {
        JsonObject root = alice.posts("root");
        JsonObject directMessage =
                alice.posts(Map.of("status", "to myself", "visibility", "direct", "in_reply_to_id", id(root)));
        JsonObject below = alice.replies(directMessage, "aloud");

        assertThat(ids(alice.get("/api/v1/statuses/" + id(root) + "/context"), "descendants"))
                .containsExactly(id(directMessage), id(below));
        assertThat(ids(bob.get("/api/v1/statuses/" + id(root) + "/context"), "descendants"))
                .containsExactly(id(below));
        assertThat(ids(bob.get("/api/v1/statuses/" + id(below) + "/context"), "ancestors"))
                .containsExactly(id(root));
    }

    @Test
    void a_reply_no_longer_names_a_deleted_parent() {
        JsonObject root = alice.posts("root");
        JsonObject parent = bob.replies(root, "parent");
        JsonObject reply = alice.replies(parent, "reply");
        bob.deletes(parent);

        JsonObject shown = alice.get("/api/v1/statuses/" + id(reply));
        assertThat(shown.getString("in_reply_to_id")).isNull();
        assertThat(shown.getString("in_reply_to_account_id")).isEqualTo(bob.id());
        JsonObject context = alice.get("/api/v1/statuses/" + id(reply) + "/context");
        assertThat(ids(context, "ancestors")).isEmpty();
        assertThat(alice.get("/api/v1/statuses/" + id(root)).getLong("replies_count"))
                .isZero();
        alice.deletes(reply);
    }

    @Test
    void a_reply_does_not_name_a_parent_whose_author_is_suspended() {
        JsonObject reply = alice.replies(bob.posts("parent"), "reply");
        api.sql("update account set suspended_at = now() where id = " + bob.id());
        assertThat(alice.get("/api/v1/statuses/" + id(reply)).getString("in_reply_to_id"))
                .isNull();

        api.sql("update account set suspended_at = null where id = " + bob.id());
        assertThat(alice.get("/api/v1/statuses/" + id(reply)).getString("in_reply_to_id"))
                .isEqualTo(reply.getString("in_reply_to_id"));
    }

    @Test
    void a_long_thread_is_truncated_without_a_token() {
        JsonObject root = alice.posts("0");
        JsonObject last = root;
        for (int i = 1; i <= 45; i++) {
            last = alice.replies(last, Integer.toString(i));
        }
        JsonObject fromRoot = new JsonObject(
                api.getAnonymously("/api/v1/statuses/" + id(root) + "/context").body());
        JsonObject fromLast = new JsonObject(
                api.getAnonymously("/api/v1/statuses/" + id(last) + "/context").body());

        assertThat(ids(fromRoot, "descendants")).hasSize(20);
        assertThat(ids(fromLast, "ancestors")).hasSize(40).doesNotContain(id(root));
        assertThat(ids(bob.get("/api/v1/statuses/" + id(root) + "/context"), "descendants"))
                .hasSize(45);
        assertThat(ids(bob.get("/api/v1/statuses/" + id(last) + "/context"), "ancestors"))
                .hasSize(45);
    }

    private static List<String> ids(JsonObject context, String part) {
        return context.getJsonArray(part).stream()
                .map(status -> id((JsonObject) status))
                .toList();
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }
}
