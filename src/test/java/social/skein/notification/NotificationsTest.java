package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.Village.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.events.Fact;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.status.Status;
import social.skein.support.Documented;
import social.skein.support.Village;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationsTest {
    private final Village village = new Village();
    private final AccountId alice = village.alice;
    private final AccountId bob = village.bob;
    private final AccountId carol = village.carol;
    private final Notifications notifications = new Notifications(village.db);
    private final Notifier notifier = new Notifier(notifications, village.hints);
    private final NotificationViews views =
            new NotificationViews(village.accounts, village.accountViews, village.visible, village.statusViews);
    private final List<NotificationHint> hints = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";
    private int port;

    @BeforeAll
    void serve() {
        await(village.hints.listen(NotificationHint.HINT, hints::add));
        port = village.serve(api -> new NotificationRoutes(notifications, views).mount(api), router -> {});
    }

    @BeforeEach
    void clear() {
        village.clear();
        hints.clear();
        token = village.token(alice, Scope.READ, Scope.WRITE);
    }

    @AfterAll
    void close() {
        village.close();
    }

    @Test
    void a_fact_told_twice_makes_one_notification_and_one_hint() throws Exception {
        village.follow(bob, alice);
        told(new Fact.Followed(bob, alice));
        told(new Fact.Followed(bob, alice));

        JsonArray shown = list("");
        assertThat(types(shown)).containsExactly("follow");
        JsonObject follow = shown.getJsonObject(0);
        assertThat(follow.getJsonObject("account").getString("username")).isEqualTo("bob");
        assertThat(follow.containsKey("status")).isFalse();
        assertThat(follow.getString("group_key")).matches("follow-\\d+");
        assertThat(follow.getString("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        Village.eventually("the hint came", () -> !hints.isEmpty());
        assertThat(hints).extracting(hint -> hint.id().toString()).containsExactly(follow.getString("id"));
        assertThat(hints).extracting(NotificationHint::recipient).containsExactly(alice);
    }

    @Test
    void likes_boosts_and_mentions_show_the_status_they_are_about() throws Exception {
        Status post = village.post(alice, "good morning");
        liked(bob, post);
        boosted(bob, post);
        Status reply = village.post(bob, "@alice good morning!", Visibility.DIRECT);
        told(posted(reply));

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
    void nobody_is_told_of_what_they_did_themselves() throws Exception {
        Status post = village.post(alice, "note to @alice");
        told(posted(post));
        liked(alice, post);
        boosted(alice, post);

        assertThat(list("")).isEmpty();
    }

    @Test
    void what_is_undone_is_no_notification_whatever_order_the_facts_come_in() throws Exception {
        Status post = village.post(alice, "good morning");
        liked(bob, post);
        Status boost = boosted(bob, post);
        village.follow(bob, alice);
        told(new Fact.Followed(bob, alice));
        assertThat(list("")).hasSize(3);

        await(village.favourites.remove(bob, post.id()));
        await(village.posting.unboost(bob, post.id()));
        await(village.follows.unfollow(bob, alice));
        told(new Fact.Unfavourited(bob, post.id(), alice));
        told(new Fact.StatusDeleted(boost.id(), bob, Visibility.PUBLIC, Optional.of(post.id())));
        told(new Fact.Unfollowed(bob, alice));
        assertThat(list("")).isEmpty();

        told(new Fact.Favourited(bob, post.id(), alice));
        told(posted(boost));
        told(new Fact.Followed(bob, alice));
        assertThat(list("")).isEmpty();
    }

    @Test
    void an_old_undoing_told_again_takes_nothing_away() throws Exception {
        Status post = village.post(alice, "good morning");
        liked(bob, post);
        boosted(bob, post);

        told(new Fact.Unfavourited(bob, post.id(), alice));
        told(new Fact.StatusDeleted(post.id(), bob, Visibility.PUBLIC, Optional.of(post.id())));

        assertThat(types(list(""))).containsExactly("reblog", "favourite");
    }

    @Test
    void a_deleted_status_takes_everything_about_it_along() throws Exception {
        Status post = village.post(alice, "good morning");
        liked(bob, post);
        liked(carol, post);
        boosted(carol, post);
        await(village.posting.delete(alice, post.id()));
        assertThat(list("")).as("before the fact is handled").isEmpty();

        told(new Fact.StatusDeleted(post.id(), alice, Visibility.PUBLIC, Optional.empty()));
        assertThat(get("/unread_count").body()).isEqualTo("{\"count\":0}");
    }

    @Test
    void a_list_is_cut_by_type_by_account_and_into_pages() throws Exception {
        Status post = village.post(alice, "good morning");
        liked(bob, post);
        liked(carol, post);
        boosted(bob, post);

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
    void one_is_shown_dismissed_and_all_are_cleared() throws Exception {
        Status post = village.post(alice, "good morning");
        liked(bob, post);
        liked(carol, post);
        String id = list("").getJsonObject(0).getString("id");
        String bobs = village.token(bob, Scope.READ, Scope.WRITE);

        assertThat(new JsonObject(get("/" + id).body()).getString("id")).isEqualTo(id);
        assertThat(send("GET", "/" + id, bobs).statusCode()).isEqualTo(404);
        assertThat(send("POST", "/" + id + "/dismiss", bobs).statusCode()).isEqualTo(404);
        assertThat(send("POST", "/" + id + "/dismiss", token).body()).isEqualTo("{}");
        assertThat(get("/" + id).statusCode()).isEqualTo(404);
        assertThat(get("/unread_count").body()).isEqualTo("{\"count\":1}");
        assertThat(send("POST", "/clear", token).body()).isEqualTo("{}");
        assertThat(list("")).isEmpty();
    }

    private void liked(AccountId by, Status status) {
        await(village.favourites.add(by, status.id()));
        told(new Fact.Favourited(by, status.id(), status.author()));
    }

    private Status boosted(AccountId by, Status status) {
        Status boost = village.boost(by, status);
        told(posted(boost));
        return boost;
    }

    private void told(Fact fact) {
        await(notifier.handle(fact));
    }

    private static Fact posted(Status status) {
        return new Fact.StatusPosted(
                status.id(),
                status.author(),
                status.visibility(),
                status.inReplyTo(),
                status.inReplyToAccount(),
                status.reblogOf(),
                status.reblogOfAccount(),
                status.mentions(),
                status.tags());
    }

    private static List<String> types(JsonArray notifications) {
        return notifications.stream()
                .map(notification -> ((JsonObject) notification).getString("type"))
                .toList();
    }

    private static String statusOf(JsonArray notifications, int index) {
        return notifications.getJsonObject(index).getJsonObject("status").getString("id");
    }

    private JsonArray list(String query) throws Exception {
        return new JsonArray(get(query).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, token);
    }

    private HttpResponse<String> send(String method, String path, String as) throws Exception {
        String address = "http://127.0.0.1:" + port + "/api/v1/notifications" + path.replace("[]", "%5B%5D");
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + as)
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        Documented.check(answer);
        return answer;
    }
}
