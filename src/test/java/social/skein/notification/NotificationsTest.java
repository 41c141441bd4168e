package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.DomainFixture.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.Status;
import social.skein.support.DomainFixture;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationsTest {
    private final NotificationFixture fixture = new NotificationFixture();
    private final DomainFixture domain = fixture.domain;
    private final AccountId alice = fixture.alice;
    private final AccountId bob = fixture.bob;
    private final AccountId carol = fixture.carol;
    private final List<NotificationHint> hints = fixture.hints;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void a_repeated_fact_creates_one_notification_and_one_hint() {
        fixture.follow(bob, alice);
        fixture.handle(new Fact.Followed(bob, alice));

        JsonArray shown = list("");
        assertThat(types(shown)).containsExactly("follow");
        JsonObject follow = shown.getJsonObject(0);
        assertThat(follow.getJsonObject("account").getString("username")).isEqualTo("bob");
        assertThat(follow.containsKey("status")).isFalse();
        assertThat(follow.getString("group_key")).matches("follow-\\d+");
        assertThat(follow.getString("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        DomainFixture.eventually("the hint has arrived", () -> !hints.isEmpty());
        assertThat(hints).extracting(hint -> hint.id().toString()).containsExactly(follow.getString("id"));
        assertThat(hints).extracting(NotificationHint::recipient).containsExactly(alice);
    }

    @Test
    void likes_boosts_and_mentions_show_the_status_they_are_about() {
        Status post = domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.boost(bob, post);
        Status reply = domain.post(bob, "@alice good morning!", Visibility.PRIVATE);
        fixture.handle(NotificationFixture.postedFact(reply));

        JsonArray shown = list("");
        assertThat(types(shown)).containsExactly("mention", "reblog", "favourite");
        assertThat(statusOf(shown, 0)).isEqualTo(reply.id().toString());
        assertThat(statusOf(shown, 1)).isEqualTo(post.id().toString());
        assertThat(statusOf(shown, 2)).isEqualTo(post.id().toString());
        assertThat(shown.getJsonObject(0).getString("group_key"))
                .isEqualTo("ungrouped-" + shown.getJsonObject(0).getString("id"));
        assertThat(shown.getJsonObject(2).getString("group_key")).startsWith("favourite-" + post.id() + "-");
        assertThat(shown.getJsonObject(2).getJsonObject("status").getBoolean("favourited"))
                .isFalse();
    }

    @Test
    void own_actions_cause_no_notification() {
        Status post = domain.post(alice, "note to @alice");
        fixture.handle(NotificationFixture.postedFact(post));
        fixture.like(alice, post);
        fixture.boost(alice, post);

        assertThat(list("")).isEmpty();
    }

    @Test
    void an_undone_action_leaves_no_notification_in_any_order_of_facts() {
        Status post = domain.post(alice, "good morning");
        fixture.like(bob, post);
        Status boost = fixture.boost(bob, post);
        fixture.follow(bob, alice);
        assertThat(list("")).hasSize(3);

        await(domain.favourites.remove(bob, post.id()));
        await(domain.posting.unboost(bob, post.id()));
        await(domain.follows.unfollowUnchecked(bob, alice));
        fixture.handle(new Fact.Unfavourited(bob, post.id(), alice));
        fixture.handle(
                new Fact.StatusDeleted(boost.id(), bob, Visibility.PUBLIC, Optional.of(post.id()), Optional.empty()));
        fixture.handle(new Fact.Unfollowed(bob, alice));
        assertThat(list("")).isEmpty();

        fixture.handle(new Fact.Favourited(bob, post.id(), alice));
        fixture.handle(NotificationFixture.postedFact(boost));
        fixture.handle(new Fact.Followed(bob, alice));
        assertThat(list("")).isEmpty();
    }

    @Test
    void a_repeated_outdated_fact_deletes_nothing() {
        Status post = domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.boost(bob, post);

        fixture.handle(new Fact.Unfavourited(bob, post.id(), alice));
        fixture.handle(
                new Fact.StatusDeleted(post.id(), bob, Visibility.PUBLIC, Optional.of(post.id()), Optional.empty()));

        assertThat(types(list(""))).containsExactly("reblog", "favourite");
    }

    @Test
    void a_deleted_status_deletes_every_notification_about_it() {
        Status post = domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.like(carol, post);
        fixture.boost(carol, post);
        await(domain.posting.delete(alice, post.id(), false));
        assertThat(list("")).as("before the fact is handled").isEmpty();

        fixture.handle(new Fact.StatusDeleted(post.id(), alice, Visibility.PUBLIC, Optional.empty(), Optional.empty()));
        assertThat(get("/unread_count").body()).isEqualTo("{\"count\":0}");
    }

    @Test
    void notifications_are_selected_by_type_and_account_and_paged() {
        Status post = domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.like(carol, post);
        fixture.boost(bob, post);

        assertThat(types(list("?types[]=reblog&types[]=poll"))).containsExactly("reblog");
        assertThat(list("?types[]=poll")).isEmpty();
        assertThat(types(list("?exclude_types[]=favourite"))).containsExactly("reblog");
        assertThat(types(list("?account_id=" + carol))).containsExactly("favourite");
        assertThat(get("?account_id=none").statusCode()).isEqualTo(400);

        HttpResponse<String> first = get("?limit=2");
        JsonArray newest = new JsonArray(first.body());
        assertThat(types(newest)).containsExactly("reblog", "favourite");
        String oldest = newest.getJsonObject(1).getString("id");
        assertThat(first.headers().firstValue("Link").orElseThrow())
                .startsWith("<https://skein.example/api/v1/notifications?limit=2&max_id=" + oldest + ">; rel=\"next\"");
        JsonArray rest = list("?limit=2&max_id=" + oldest);
        assertThat(types(rest)).containsExactly("favourite");
        String last = rest.getJsonObject(0).getString("id");
        assertThat(list("?limit=1&min_id=" + last).getJsonObject(0).getString("id"))
                .isEqualTo(oldest);
    }

    @Test
    void a_notification_can_be_shown_and_dismissed_and_all_can_be_cleared() {
        Status post = domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.like(carol, post);
        String id = list("").getJsonObject(0).getString("id");

        assertThat(new JsonObject(get("/" + id).body()).getString("id")).isEqualTo(id);
        assertThat(fixture.get(bob, "/v1/notifications/" + id).statusCode()).isEqualTo(404);
        assertThat(post(bob, "/" + id + "/dismiss").statusCode()).isEqualTo(404);
        assertThat(post(alice, "/" + id + "/dismiss").body()).isEqualTo("{}");
        assertThat(get("/" + id).statusCode()).isEqualTo(404);
        assertThat(get("/unread_count").body()).isEqualTo("{\"count\":1}");
        assertThat(post(alice, "/clear").body()).isEqualTo("{}");
        assertThat(list("")).isEmpty();
    }

    private static List<String> types(JsonArray notifications) {
        return NotificationFixture.values(notifications, "type");
    }

    private static String statusOf(JsonArray notifications, int index) {
        return notifications.getJsonObject(index).getJsonObject("status").getString("id");
    }

    private JsonArray list(String query) {
        return fixture.list(alice, "/v1/notifications" + query);
    }

    private HttpResponse<String> get(String path) {
        return fixture.get(alice, "/v1/notifications" + path);
    }

    private HttpResponse<String> post(AccountId by, String path) {
        return fixture.post(by, "/v1/notifications" + path, "");
    }
}
