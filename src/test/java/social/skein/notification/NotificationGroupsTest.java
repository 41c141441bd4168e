package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Tests grouped notifications. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationGroupsTest {
    private static final Pattern NEXT = Pattern.compile("<https://skein.example/api([^>]+)>; rel=\"next\"");
    private final NotificationFixture fixture = new NotificationFixture();
    private final AccountId alice = fixture.alice;
    private final AccountId bob = fixture.bob;
    private final AccountId carol = fixture.carol;
    private final List<AccountId> crowd = new ArrayList<>();

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void likes_of_one_status_form_a_group_with_each_account_and_status_once() {
        Status post = fixture.domain.post(alice, "good morning");
        Status other = fixture.domain.post(alice, "good evening");
        fixture.like(bob, post);
        fixture.like(bob, other);
        fixture.like(carol, post);
        fixture.boost(carol, post);
        Status reply = fixture.postStatus(bob, "@alice indeed", Visibility.PUBLIC);

        JsonObject found = fixture.show(alice, "/v2/notifications");
        JsonArray groups = found.getJsonArray("notification_groups");
        assertThat(NotificationFixture.values(groups, "type"))
                .containsExactly("mention", "reblog", "favourite", "favourite");
        JsonObject likes = groups.getJsonObject(2);
        assertThat(likes.getString("group_key")).matches("favourite-" + post.id() + "-\\d{6}");
        assertThat(likes.getInteger("notifications_count")).isEqualTo(2);
        assertThat(likes.getJsonArray("sample_account_ids")).containsExactly(carol.toString(), bob.toString());
        assertThat(likes.getValue("most_recent_notification_id")).isInstanceOf(Integer.class);
        assertThat(likes.getString("page_max_id"))
                .isEqualTo(likes.getValue("most_recent_notification_id").toString());
        assertThat(Long.parseLong(likes.getString("page_min_id")))
                .isLessThan(Long.parseLong(likes.getString("page_max_id")));
        assertThat(likes.getString("status_id")).isEqualTo(post.id().toString());
        assertThat(groups.getJsonObject(0).getString("group_key")).startsWith("ungrouped-");
        assertThat(NotificationFixture.values(found.getJsonArray("statuses"), "id"))
                .containsExactlyInAnyOrder(
                        post.id().toString(), other.id().toString(), reply.id().toString());
        assertThat(NotificationFixture.values(found.getJsonArray("accounts"), "id"))
                .containsExactlyInAnyOrder(alice.toString(), bob.toString(), carol.toString());
        assertThat(found.containsKey("partial_accounts")).isFalse();
    }

    @Test
    void only_the_newest_account_of_a_group_is_full_with_partial_avatars() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.like(carol, post);

        JsonObject found = fixture.show(alice, "/v2/notifications?expand_accounts=partial_avatars");
        assertThat(NotificationFixture.values(found.getJsonArray("accounts"), "id"))
                .containsExactlyInAnyOrder(carol.toString(), alice.toString());
        assertThat(NotificationFixture.values(found.getJsonArray("partial_accounts"), "id"))
                .containsExactly(bob.toString());
    }

    @Test
    void paging_returns_each_group_once_with_its_full_count() {
        List<Status> posts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            posts.add(fixture.domain.post(alice, "post " + i));
        }
        posts.forEach(post -> fixture.like(bob, post));
        fixture.boost(bob, posts.get(0));
        posts.forEach(post -> fixture.like(carol, post));

        List<JsonObject> collected = new ArrayList<>();
        String path = "/v2/notifications?limit=2";
        while (!path.isEmpty()) {
            HttpResponse<String> response = fixture.get(alice, path);
            JsonArray groups = new JsonObject(response.body()).getJsonArray("notification_groups");
            groups.forEach(group -> collected.add((JsonObject) group));
            Matcher next = NEXT.matcher(response.headers().firstValue("Link").orElse(""));
            path = groups.size() == 2 && next.find() ? next.group(1) : "";
        }
        assertThat(collected)
                .extracting(group -> group.getString("group_key"))
                .hasSize(6)
                .doesNotHaveDuplicates();
        assertThat(collected)
                .extracting(group -> group.getInteger("notifications_count"))
                .containsExactly(2, 2, 2, 2, 2, 1);

        String middle = collected.get(2).getString("page_max_id");
        assertThat(keys("?limit=2&min_id=" + middle))
                .isEqualTo(keysOf(collected).subList(0, 2));
        assertThat(keys("?limit=1&min_id=" + middle))
                .isEqualTo(keysOf(collected).subList(1, 2));
        assertThat(keys("?since_id=" + middle)).isEqualTo(keysOf(collected).subList(0, 2));
        assertThat(keys("?limit=2&max_id=" + collected.get(1).getString("page_min_id")))
                .isEqualTo(keysOf(collected).subList(2, 4));
    }

    @Test
    void groups_are_selected_by_type_and_account_and_other_types_are_ungrouped() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.like(carol, post);
        fixture.follow(bob, alice);
        fixture.follow(carol, alice);

        assertThat(keys("")).hasSize(2);
        assertThat(keys("?grouped_types[]=follow")).hasSize(3);
        assertThat(keys("?grouped_types[]=nothing")).hasSize(4).allMatch(key -> key.startsWith("ungrouped-"));
        for (String key : keys("?grouped_types[]=nothing")) {
            JsonObject single = fixture.show(alice, "/v2/notifications/" + key)
                    .getJsonArray("notification_groups")
                    .getJsonObject(0);
            assertThat(single.getString("group_key")).isEqualTo(key);
            assertThat(single.getInteger("notifications_count")).isEqualTo(1);
        }
        assertThat(keys("?types[]=follow")).hasSize(1);
        assertThat(keys("?exclude_types[]=follow")).hasSize(1).allMatch(key -> key.startsWith("favourite-"));
        JsonObject bobs = fixture.show(alice, "/v2/notifications?types[]=favourite&account_id=" + bob);
        assertThat(bobs.getJsonArray("notification_groups").getJsonObject(0).getInteger("notifications_count"))
                .isEqualTo(1);
        assertThat(fixture.show(alice, "/v2/notifications/unread_count").getInteger("count"))
                .isEqualTo(2);
        assertThat(fixture.show(alice, "/v2/notifications/unread_count?limit=1").getInteger("count"))
                .isEqualTo(1);
        assertThat(fixture.show(alice, "/v1/notifications/unread_count").getInteger("count"))
                .isEqualTo(4);
    }

    @Test
    void a_group_can_be_shown_listed_by_account_and_dismissed() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(bob, post);
        fixture.like(carol, post);
        fixture.postStatus(bob, "@alice hello", Visibility.PUBLIC);
        List<String> keys = keys("");
        String likes = "/v2/notifications/" + keys.get(1);
        String mention = "/v2/notifications/" + keys.get(0);

        assertThat(fixture.show(alice, likes).getJsonArray("notification_groups"))
                .hasSize(1);
        assertThat(fixture.show(alice, mention).getJsonArray("notification_groups"))
                .hasSize(1);
        assertThat(NotificationFixture.values(fixture.list(alice, likes + "/accounts"), "username"))
                .containsExactly("carol", "bob");
        assertThat(NotificationFixture.values(fixture.list(alice, likes + "/accounts?limit=1"), "username"))
                .containsExactly("carol");
        assertThat(NotificationFixture.values(fixture.list(alice, mention + "/accounts"), "username"))
                .containsExactly("bob");
        assertThat(fixture.get(bob, likes).statusCode()).isEqualTo(404);
        assertThat(fixture.list(bob, likes + "/accounts")).isEmpty();

        assertThat(fixture.post(bob, likes + "/dismiss", "").body()).isEqualTo("{}");
        assertThat(fixture.post(alice, likes + "/dismiss", "").body()).isEqualTo("{}");
        assertThat(keys("")).containsExactly(keys.get(0));
        assertThat(fixture.post(alice, mention + "/dismiss", "").body()).isEqualTo("{}");
        assertThat(fixture.get(alice, mention).statusCode()).isEqualTo(404);
    }

    @Test
    void a_like_hours_later_joins_the_group_and_one_the_next_day_does_not() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(bob, post);
        age(5);
        fixture.like(carol, post);
        assertThat(keys("")).hasSize(1);

        age(8);
        fixture.like(crowd(1).get(0), post);
        assertThat(keys("")).hasSize(2);
    }

    @Test
    void a_page_of_many_groups_costs_as_many_statements_as_a_page_of_one() {
        Status post = fixture.domain.post(alice, "popular");
        List<AccountId> crowd = crowd(40);
        crowd.forEach(member -> fixture.postStatus(member, "@alice @bob hello", Visibility.PUBLIC));
        crowd.forEach(member -> fixture.like(member, post));

        int ofOne = cost("/v2/notifications?limit=1");
        assertThat(ofOne)
                .isEqualTo(cost("/v2/notifications?limit=20"))
                .isEqualTo(cost("/v2/notifications?limit=40"))
                .isLessThan(12);
        int ofFlatList = cost("/v1/notifications?limit=1");
        assertThat(ofFlatList)
                .isEqualTo(cost("/v1/notifications?limit=20"))
                .isEqualTo(cost("/v1/notifications?limit=40"))
                .isLessThan(12);
        JsonArray groups = fixture.show(alice, "/v2/notifications?limit=80").getJsonArray("notification_groups");
        assertThat(groups).hasSize(41);
        JsonObject likes = groups.getJsonObject(0);
        assertThat(likes.getInteger("notifications_count")).isEqualTo(40);
        assertThat(likes.getJsonArray("sample_account_ids")).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v2/notifications?limit=-1, 400",
        "GET, /v2/notifications?max_id=abc, 400",
        "GET, /v2/notifications?account_id=abc, 400",
        "GET, /v2/notifications?expand_accounts=none, 400",
        "GET, /v2/notifications?limit=1000, 200",
        "GET, /v2/notifications/unread_count?limit=-1, 400",
        "GET, /v2/notifications/favourite-1-2, 404",
        "GET, /v2/notifications/ungrouped-1, 404",
        "GET, /v2/notifications/ungrouped-abc, 404",
        "GET, /v2/notifications/nothing/accounts, 200",
        "POST, /v2/notifications/nothing/dismiss, 200",
        "POST, /v2/notifications/clear, 200"
    })
    void malformed_requests_get_a_descriptive_error(String method, String path, int status) {
        assertThat(fixture.send(method, path, fixture.token(alice), "").statusCode())
                .isEqualTo(status);
        assertThat(fixture.send(method, path, "made-up", "").statusCode()).isEqualTo(401);
        assertThat(fixture.send(method, path, "", "").statusCode()).isEqualTo(401);
        String other = fixture.domain.token(alice, Scope.READ_STATUSES, Scope.WRITE_STATUSES);
        assertThat(fixture.send(method, path, other, "").statusCode()).isEqualTo(403);
    }

    private List<AccountId> crowd(int size) {
        while (crowd.size() < size) {
            crowd.add(fixture.domain.createAccount("someone" + crowd.size()));
        }
        return crowd.subList(0, size);
    }

    private int cost(String path) {
        String token = fixture.token(alice);
        int before = fixture.domain.statementCount.get();
        assertThat(fixture.send("GET", path, token, "").statusCode()).isEqualTo(200);
        return fixture.domain.statementCount.get() - before;
    }

    /** Moves every notification this many hours into the past. */
    private void age(int hours) {
        fixture.sql("""
                update notification
                   set group_key = regexp_replace(group_key, '\\d+$', '')
                                || (substring(group_key from '\\d+$')::bigint - $1)
                """, (long) hours);
    }

    private List<String> keys(String query) {
        return NotificationFixture.values(
                fixture.show(alice, "/v2/notifications" + query).getJsonArray("notification_groups"), "group_key");
    }

    private static List<String> keysOf(List<JsonObject> groups) {
        return groups.stream().map(group -> group.getString("group_key")).toList();
    }
}
