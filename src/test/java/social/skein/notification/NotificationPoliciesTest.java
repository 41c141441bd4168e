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
import social.skein.support.DomainFixture;

/** Tests notification policies and the requests that collect filtered notifications. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationPoliciesTest {
    private static final String POLICY = "/v2/notifications/policy";
    private static final String REQUESTS = "/v1/notifications/requests";

    private final NotificationFixture fixture = new NotificationFixture();
    private final AccountId alice = fixture.alice;
    private final AccountId bob = fixture.bob;
    private final AccountId carol = fixture.carol;

    @BeforeEach
    void clear() {
        fixture.clear();
        fixture.sql("update account set created_at = now() - interval '40 days'");
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void a_policy_has_default_values_until_either_method_changes_it() {
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
        assertThat(fixture.show(alice, "/v1/notifications/policy").getBoolean("filter_new_accounts"))
                .isTrue();
    }

    @Test
    void filtered_notifications_form_a_request_and_are_shown_once_it_is_accepted() {
        change("PUT", POLICY, "for_not_following=filter");
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.postStatus(bob, "@alice one", Visibility.PUBLIC);
        Status last = fixture.postStatus(bob, "@alice two", Visibility.PUBLIC);
        fixture.handle(NotificationFixture.postedFact(last));
        assertThat(fixture.types(alice)).isEmpty();
        assertThat(fixture.hints).isEmpty();
        assertThat(fixture.list(alice, "/v1/notifications?include_filtered=true"))
                .hasSize(3);
        assertThat(fixture.list(alice, "/v1/notifications?account_id=" + bob)).hasSize(3);
        assertThat(fixture.show(alice, "/v2/notifications").getJsonArray("notification_groups"))
                .isEmpty();
        assertThat(fixture.show(alice, "/v1/notifications/unread_count").getInteger("count"))
                .isZero();

        JsonObject summary = fixture.show(alice, POLICY).getJsonObject("summary");
        assertThat(summary.getInteger("pending_requests_count")).isEqualTo(1);
        assertThat(summary.getInteger("pending_notifications_count")).isEqualTo(2);
        JsonObject request = fixture.list(alice, REQUESTS).getJsonObject(0);
        assertThat(request.getString("notifications_count")).isEqualTo("2");
        assertThat(request.getJsonObject("account").getString("username")).isEqualTo("bob");
        assertThat(request.getJsonObject("last_status").getString("id"))
                .isEqualTo(last.id().toString());
        String one = REQUESTS + "/" + request.getString("id");
        assertThat(fixture.show(alice, one)).isEqualTo(request);
        assertThat(fixture.get(carol, one).statusCode()).isEqualTo(404);
        assertThat(fixture.post(carol, one + "/accept", "").statusCode()).isEqualTo(404);

        assertThat(fixture.post(alice, one + "/accept", "").body()).isEqualTo("{}");
        DomainFixture.eventually("streams are notified", () -> !fixture.merged.isEmpty());
        assertThat(fixture.merged).extracting(NotificationsMerged::account).containsExactly(alice);
        assertThat(fixture.show(alice, REQUESTS + "/merged").getBoolean("merged"))
                .isTrue();
        assertThat(fixture.types(alice)).containsExactly("mention", "mention", "favourite");
        assertThat(fixture.list(alice, REQUESTS)).isEmpty();
        assertThat(fixture.get(alice, one).statusCode()).isEqualTo(404);

        fixture.postStatus(bob, "@alice three", Visibility.PUBLIC);
        assertThat(fixture.types(alice)).hasSize(4);
    }

    @Test
    void a_dismissed_request_is_deleted_and_can_appear_again() {
        change("PUT", POLICY, "for_not_following=filter");
        fixture.postStatus(bob, "@alice one", Visibility.PUBLIC);
        fixture.postStatus(carol, "@alice one", Visibility.PUBLIC);
        List<String> ids = NotificationFixture.values(fixture.list(alice, REQUESTS), "id");
        assertThat(ids).hasSize(2);
        assertThat(fixture.list(alice, REQUESTS + "?limit=1&max_id=" + ids.get(0)))
                .hasSize(1);

        assertThat(fixture.post(alice, REQUESTS + "/" + ids.get(0) + "/dismiss", "")
                        .body())
                .isEqualTo("{}");
        assertThat(fixture.post(alice, REQUESTS + "/" + ids.get(0) + "/dismiss", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(fixture.list(alice, "/v1/notifications?include_filtered=true"))
                .hasSize(1);
        fixture.postStatus(carol, "@alice two", Visibility.PUBLIC);
        JsonArray again = fixture.list(alice, REQUESTS);
        assertThat(NotificationFixture.values(again, "notifications_count")).containsExactly("1", "1");

        assertThat(fixture.post(alice, REQUESTS + "/dismiss", "id[]=" + ids.get(1) + "&id[]=999&id[]=x")
                        .body())
                .isEqualTo("{}");
        assertThat(fixture.list(alice, REQUESTS)).hasSize(1);
        String last = again.getJsonObject(0).getString("id");
        assertThat(fixture.post(alice, REQUESTS + "/accept?id[]=" + last, "").body())
                .isEqualTo("{}");
        assertThat(fixture.list(alice, REQUESTS)).isEmpty();
        assertThat(fixture.types(alice)).containsExactly("mention");
        assertThat(fixture.post(alice, REQUESTS + "/accept", "").body()).isEqualTo("{}");
    }

    @Test
    void a_direct_message_from_a_stranger_is_filtered_unless_it_is_a_reply() {
        change("PUT", POLICY, "for_private_mentions=filter");
        fixture.postStatus(bob, "@alice psst", Visibility.DIRECT);
        assertThat(fixture.types(alice)).isEmpty();
        Status message = fixture.postStatus(alice, "@carol psst", Visibility.DIRECT);
        Status reply = fixture.reply(carol, "@alice yes?", Visibility.DIRECT, message);
        fixture.reply(carol, "@alice what is it?", Visibility.DIRECT, reply);
        assertThat(fixture.types(alice)).containsExactly("mention", "mention");

        fixture.domain.follow(alice, bob);
        fixture.postStatus(bob, "@alice psst", Visibility.DIRECT);
        assertThat(fixture.types(alice)).hasSize(3);
        assertThat(NotificationFixture.values(fixture.list(alice, REQUESTS), "notifications_count"))
                .containsExactly("1");
    }

    @Test
    void a_policy_drops_strangers_new_accounts_and_non_followers() {
        Status post = fixture.domain.post(alice, "good morning");
        change("PUT", POLICY, "for_new_accounts=drop");
        fixture.sql("update account set created_at = now() where id = $1", bob.value());
        fixture.like(bob, post);
        fixture.like(carol, post);
        assertThat(fixture.types(alice)).containsExactly("favourite");

        change("PUT", POLICY, "for_new_accounts=accept&for_not_followers=drop");
        fixture.follow(bob, alice);
        fixture.boost(bob, post);
        assertThat(fixture.types(alice)).as("the follow is too recent").containsExactly("favourite");
        fixture.sql("update follow set created_at = now() - interval '4 days'");
        fixture.boost(bob, fixture.domain.post(alice, "another"));
        assertThat(fixture.types(alice)).containsExactly("reblog", "favourite");
        assertThat(fixture.list(alice, REQUESTS)).isEmpty();
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
    void malformed_requests_get_a_descriptive_error(String method, String path, String form, int status) {
        assertThat(fixture.send(method, path, fixture.token(alice), form).statusCode())
                .isEqualTo(status);
        assertThat(fixture.send(method, path, "", form).statusCode()).isEqualTo(401);
        String other = fixture.domain.token(alice, Scope.READ_STATUSES, Scope.WRITE_STATUSES);
        assertThat(fixture.send(method, path, other, form).statusCode()).isEqualTo(403);
    }

    private List<String> policy() {
        JsonObject policy = fixture.show(alice, POLICY);
        return List.of(
                policy.getString("for_not_following"),
                policy.getString("for_not_followers"),
                policy.getString("for_new_accounts"),
                policy.getString("for_private_mentions"),
                policy.getString("for_limited_accounts"));
    }

    private JsonObject change(String method, String path, String form) {
        var response = fixture.send(method, path, fixture.token(alice), form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }
}
