package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.Status;
import social.skein.support.Village;

/** What people keep away from themselves, and how it gets through after all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliciesTest {
    private static final String POLICY = "/v2/notifications/policy";
    private static final String REQUESTS = "/v1/notifications/requests";

    private final Mailroom room = new Mailroom();
    private final AccountId alice = room.alice;
    private final AccountId bob = room.bob;
    private final AccountId carol = room.carol;

    @BeforeEach
    void clear() {
        room.clear();
        room.sql("update account set created_at = now() - interval '40 days'");
    }

    @AfterAll
    void close() {
        room.close();
    }

    @Test
    void a_policy_has_its_usual_values_until_it_is_changed_by_whichever_method() {
        assertThat(policy()).containsExactly("accept", "accept", "accept", "accept", "filter");
        change("PUT", POLICY, "for_not_following=filter&for_not_followers=drop&for_private_mentions=filter");
        assertThat(policy()).containsExactly("filter", "drop", "accept", "filter", "filter");
        change("PATCH", POLICY, "for_private_mentions=accept");
        assertThat(policy()).containsExactly("filter", "drop", "accept", "accept", "filter");

        JsonObject old =
                change("PUT", "/v1/notifications/policy", "filter_not_following=false&filter_new_accounts=true");
        assertThat(old.getBoolean("filter_not_followers")).isTrue();
        assertThat(old.getBoolean("filter_private_mentions")).isFalse();
        assertThat(policy()).containsExactly("accept", "drop", "filter", "accept", "filter");
        assertThat(room.show(alice, "/v1/notifications/policy").getBoolean("filter_new_accounts"))
                .isTrue();
    }

    @Test
    void what_is_kept_back_is_a_request_and_comes_through_once_that_is_accepted() {
        change("PUT", POLICY, "for_not_following=filter");
        Status post = room.village.post(alice, "good morning");
        room.liked(bob, post);
        room.posted(bob, "@alice one", Visibility.PUBLIC);
        Status last = room.posted(bob, "@alice two", Visibility.PUBLIC);
        room.told(Mailroom.posted(last));
        assertThat(room.types(alice)).isEmpty();
        assertThat(room.hints).isEmpty();
        assertThat(room.list(alice, "/v1/notifications?include_filtered=true")).hasSize(3);
        assertThat(room.list(alice, "/v1/notifications?account_id=" + bob)).hasSize(3);
        assertThat(room.show(alice, "/v2/notifications").getJsonArray("notification_groups"))
                .isEmpty();
        assertThat(room.show(alice, "/v1/notifications/unread_count").getInteger("count"))
                .isZero();

        JsonObject summary = room.show(alice, POLICY).getJsonObject("summary");
        assertThat(summary.getInteger("pending_requests_count")).isEqualTo(1);
        assertThat(summary.getInteger("pending_notifications_count")).isEqualTo(2);
        JsonObject request = room.list(alice, REQUESTS).getJsonObject(0);
        assertThat(request.getString("notifications_count")).isEqualTo("2");
        assertThat(request.getJsonObject("account").getString("username")).isEqualTo("bob");
        assertThat(request.getJsonObject("last_status").getString("id"))
                .isEqualTo(last.id().toString());
        String one = REQUESTS + "/" + request.getString("id");
        assertThat(room.show(alice, one)).isEqualTo(request);
        assertThat(room.get(carol, one).statusCode()).isEqualTo(404);
        assertThat(room.post(carol, one + "/accept", "").statusCode()).isEqualTo(404);

        assertThat(room.post(alice, one + "/accept", "").body()).isEqualTo("{}");
        Village.eventually("streams are told", () -> !room.merged.isEmpty());
        assertThat(room.merged).extracting(NotificationsMerged::account).containsExactly(alice);
        assertThat(room.show(alice, REQUESTS + "/merged").getBoolean("merged")).isTrue();
        assertThat(room.types(alice)).containsExactly("mention", "mention", "favourite");
        assertThat(room.list(alice, REQUESTS)).isEmpty();
        assertThat(room.get(alice, one).statusCode()).isEqualTo(404);

        room.posted(bob, "@alice three", Visibility.PUBLIC);
        assertThat(room.types(alice)).hasSize(4);
    }

    @Test
    void a_dismissed_request_is_thrown_away_and_may_come_again() {
        change("PUT", POLICY, "for_not_following=filter");
        room.posted(bob, "@alice one", Visibility.PUBLIC);
        room.posted(carol, "@alice one", Visibility.PUBLIC);
        List<String> ids = Mailroom.each(room.list(alice, REQUESTS), "id");
        assertThat(ids).hasSize(2);
        assertThat(room.list(alice, REQUESTS + "?limit=1&max_id=" + ids.get(0))).hasSize(1);

        assertThat(room.post(alice, REQUESTS + "/" + ids.get(0) + "/dismiss", "")
                        .body())
                .isEqualTo("{}");
        assertThat(room.post(alice, REQUESTS + "/" + ids.get(0) + "/dismiss", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(room.list(alice, "/v1/notifications?include_filtered=true")).hasSize(1);
        room.posted(carol, "@alice two", Visibility.PUBLIC);
        JsonArray again = room.list(alice, REQUESTS);
        assertThat(Mailroom.each(again, "notifications_count")).containsExactly("1", "1");

        assertThat(room.post(alice, REQUESTS + "/dismiss", "id[]=" + ids.get(1) + "&id[]=999&id[]=x")
                        .body())
                .isEqualTo("{}");
        assertThat(room.list(alice, REQUESTS)).hasSize(1);
        String last = again.getJsonObject(0).getString("id");
        assertThat(room.post(alice, REQUESTS + "/accept?id[]=" + last, "").body())
                .isEqualTo("{}");
        assertThat(room.list(alice, REQUESTS)).isEmpty();
        assertThat(room.types(alice)).containsExactly("mention");
        assertThat(room.post(alice, REQUESTS + "/accept", "").body()).isEqualTo("{}");
    }

    @Test
    void a_letter_from_a_stranger_can_be_kept_back_unless_it_answers_one() {
        change("PUT", POLICY, "for_private_mentions=filter");
        room.posted(bob, "@alice psst", Visibility.DIRECT);
        assertThat(room.types(alice)).isEmpty();
        Status letter = room.posted(alice, "@carol psst", Visibility.DIRECT);
        Status answer = room.replied(carol, "@alice yes?", Visibility.DIRECT, letter);
        room.replied(carol, "@alice what is it?", Visibility.DIRECT, answer);
        assertThat(room.types(alice)).containsExactly("mention", "mention");

        room.village.follow(alice, bob);
        room.posted(bob, "@alice psst", Visibility.DIRECT);
        assertThat(room.types(alice)).hasSize(3);
        assertThat(Mailroom.each(room.list(alice, REQUESTS), "notifications_count"))
                .containsExactly("1");
    }

    @Test
    void strangers_newcomers_and_those_who_do_not_follow_are_dropped_where_a_policy_says_so() {
        Status post = room.village.post(alice, "good morning");
        change("PUT", POLICY, "for_new_accounts=drop");
        room.sql("update account set created_at = now() where id = $1", bob.value());
        room.liked(bob, post);
        room.liked(carol, post);
        assertThat(room.types(alice)).containsExactly("favourite");

        change("PUT", POLICY, "for_new_accounts=accept&for_not_followers=drop");
        room.followed(bob, alice);
        room.boosted(bob, post);
        assertThat(room.types(alice)).as("follows for a moment only").containsExactly("favourite");
        room.sql("update follow set created_at = now() - interval '4 days'");
        room.boosted(bob, room.village.post(alice, "another"));
        assertThat(room.types(alice)).containsExactly("reblog", "favourite");
        assertThat(room.list(alice, REQUESTS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/notifications/policy, '', 200",
        "PUT, /v2/notifications/policy, for_not_following=maybe, 422",
        "PATCH, /v2/notifications/policy, for_new_accounts=true, 422",
        "PUT, /v1/notifications/policy, '', 200",
        "GET, /v1/notifications/policy, '', 200",
        "GET, /v1/notifications/requests?limit=-1, '', 400",
        "GET, /v1/notifications/requests?max_id=x, '', 400",
        "GET, /v1/notifications/requests/merged, '', 200",
        "GET, /v1/notifications/requests/1, '', 404",
        "GET, /v1/notifications/requests/abc, '', 404",
        "POST, /v1/notifications/requests/1/accept, '', 404",
        "POST, /v1/notifications/requests/1/dismiss, '', 404",
        "POST, /v1/notifications/requests/accept, id[]=1, 200",
        "POST, /v1/notifications/requests/dismiss, id[]=1, 200"
    })
    void strange_requests_are_answered_with_a_sentence(String method, String path, String form, int status) {
        assertThat(room.send(method, path, room.token(alice), form).statusCode())
                .isEqualTo(status);
        assertThat(room.send(method, path, "", form).statusCode()).isEqualTo(401);
        String other = room.village.token(alice, Scope.READ_STATUSES, Scope.WRITE_STATUSES);
        assertThat(room.send(method, path, other, form).statusCode()).isEqualTo(403);
    }

    private List<String> policy() {
        JsonObject policy = room.show(alice, POLICY);
        return List.of(
                policy.getString("for_not_following"),
                policy.getString("for_not_followers"),
                policy.getString("for_new_accounts"),
                policy.getString("for_private_mentions"),
                policy.getString("for_limited_accounts"));
    }

    private JsonObject change(String method, String path, String form) {
        var answer = room.send(method, path, room.token(alice), form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }
}
