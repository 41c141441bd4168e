package social.skein.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class ScheduledStatusTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @Test
    void a_scheduled_status_is_shown_with_its_parameters_and_not_posted() {
        JsonObject parent = bob.posts("question");
        JsonObject later = new JsonObject(api.sendJson(alice, "/api/v1/statuses", """
                {"status": "later", "spoiler_text": "w", "sensitive": true, "language": "en", "in_reply_to_id": "%s",
                 "visibility": "unlisted", "scheduled_at": "2100-01-31T20:00:00+02:00",
                 "poll": {"options": ["a", "b"], "expires_in": 300, "multiple": true}}
                """.formatted(parent.getString("id")))
                .body());

        assertThat(later.getString("scheduled_at")).isEqualTo("2100-01-31T18:00:00.000Z");
        JsonObject params = later.getJsonObject("params");
        assertThat(params.getString("text")).isEqualTo("later");
        assertThat(params.getString("spoiler_text")).isEqualTo("w");
        assertThat(params.getBoolean("sensitive")).isTrue();
        assertThat(params.getString("visibility")).isEqualTo("unlisted");
        assertThat(params.getString("language")).isEqualTo("en");
        assertThat(params.getString("in_reply_to_id")).isEqualTo(parent.getString("id"));
        assertThat(params.getJsonObject("poll").getJsonArray("options")).containsExactly("a", "b");
        assertThat(later.getJsonArray("media_attachments")).isEmpty();

        assertThat(alice.get(path(later))).isEqualTo(later);
        assertThat(alice.ids("/api/v1/accounts/" + alice.id() + "/statuses")).isEmpty();
        assertThat(api.factsOf(alice)).isEmpty();
        assertThat(dueAt(later)).as("its fact is scheduled").isPresent();
    }

    @Test
    void defaults_are_those_at_the_time_of_scheduling() {
        alice.send(
                "PATCH",
                "/api/v1/accounts/update_credentials",
                Map.of("source[sensitive]", "true", "source[language]", "de", "source[privacy]", "private"));
        JsonObject params = schedule("later", ahead(10)).getJsonObject("params");
        assertThat(params.getBoolean("sensitive")).isTrue();
        assertThat(params.getString("language")).isEqualTo("de");
        assertThat(params.getString("visibility")).isEqualTo("private");

        JsonObject explicit = new JsonObject(alice.send(
                        "POST",
                        "/api/v1/statuses",
                        Map.of("status", "said", "sensitive", "false", "language", "en", "scheduled_at", ahead(10)))
                .body());
        assertThat(explicit.getJsonObject("params").getBoolean("sensitive")).isFalse();
        assertThat(explicit.getJsonObject("params").getString("language")).isEqualTo("en");
    }

    @Test
    void scheduled_statuses_are_paged_and_visible_to_their_author_only() {
        String first = schedule("one", ahead(10)).getString("id");
        String second = schedule("two", ahead(20)).getString("id");
        String third = schedule("three", ahead(6)).getString("id");

        assertThat(alice.ids("/api/v1/scheduled_statuses")).containsExactly(third, second, first);
        HttpResponse<String> page = alice.send("GET", "/api/v1/scheduled_statuses?limit=2", Map.of());
        assertThat(page.headers().firstValue("Link").orElse("")).contains("max_id=" + second + ">; rel=\"next\"");
        assertThat(alice.ids("/api/v1/scheduled_statuses?max_id=" + second)).containsExactly(first);
        assertThat(bob.ids("/api/v1/scheduled_statuses")).isEmpty();
        for (String method : List.of("GET", "PUT", "DELETE")) {
            for (String id : List.of(first, "1", "rubbish")) {
                assertThat(bob.send(
                                        method,
                                        "/api/v1/scheduled_statuses/" + id,
                                        method.equals("PUT") ? Map.of("scheduled_at", ahead(9)) : Map.of())
                                .statusCode())
                        .isEqualTo(404);
            }
            assertThat(alice.withToken("")
                            .send(method, "/api/v1/scheduled_statuses/" + first, Map.of())
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(alice.send("GET", "/api/v1/scheduled_statuses?limit=-1", Map.of())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_scheduled_status_can_be_moved_and_cancelled() {
        JsonObject later = schedule("later", ahead(10));
        JsonObject moved = new JsonObject(alice.send("PUT", path(later), Map.of("scheduled_at", "2101-01-01T00:00:00Z"))
                .body());
        assertThat(moved.getString("scheduled_at")).isEqualTo("2101-01-01T00:00:00.000Z");
        assertThat(dueAt(later).orElseThrow()).startsWith("2101-01-01");
        assertThat(new JsonObject(alice.send("PUT", path(later), Map.of()).body()))
                .isEqualTo(moved);
        for (String wrong : List.of(ahead(4), "tomorrow", "2020-01-01T00:00:00Z", "+12345-01-01T00:00:00Z")) {
            assertThat(alice.send("PUT", path(later), Map.of("scheduled_at", wrong))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }

        HttpResponse<String> cancelled = alice.send("DELETE", path(later), Map.of());
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(cancelled.body()).isEqualTo("{}");
        assertThat(dueAt(later)).isEmpty();
        assertThat(alice.send("GET", path(later), Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void an_invalid_status_cannot_be_scheduled() {
        String hidden =
                bob.posts(Map.of("status", "hidden", "visibility", "private")).getString("id");
        String at = ahead(10);
        assertThat(statusOf(Map.of("status", " ", "scheduled_at", at))).isEqualTo(422);
        assertThat(statusOf(Map.of("status", "a", "scheduled_at", at, "in_reply_to_id", hidden)))
                .isEqualTo(404);
        assertThat(statusOf(Map.of("status", "a", "scheduled_at", at, "media_ids[]", "1")))
                .isEqualTo(422);
        assertThat(statusOf(Map.of("status", "a", "scheduled_at", ahead(4)))).isEqualTo(422);
        for (String wrong :
                List.of("soon", "banana", "2030-02-30T12:00:00Z", "2031-02-29T12:00:00Z", "2030-04-31T12:00:00")) {
            HttpResponse<String> response =
                    alice.send("POST", "/api/v1/statuses", Map.of("status", "a", "scheduled_at", wrong));
            assertThat(response.statusCode()).as(wrong).isEqualTo(422);
            assertThat(response.body()).contains("Record invalid: scheduled_at should be a time like");
        }
        assertThat(alice.ids("/api/v1/scheduled_statuses")).isEmpty();
    }

    @Test
    void scheduled_statuses_are_limited_in_total_and_per_day() {
        for (int i = 0; i < ScheduledStatuses.MAX_PER_DAY; i++) {
            schedule("day " + i, "2100-01-01T00:00:00Z");
        }
        assertThat(statusOf(Map.of("status", "one more", "scheduled_at", "2100-01-01T23:59:59Z")))
                .isEqualTo(422);
        JsonObject next = schedule("the next day", "2100-01-02T00:00:00Z");
        assertThat(alice.send("PUT", path(next), Map.of("scheduled_at", "2100-01-01T12:00:00Z"))
                        .statusCode())
                .isEqualTo(422);

        api.sql("insert into scheduled_status (id, account_id, due_at, params) select n, " + alice.id()
                + ", '2099-01-01', '{}' from generate_series(1, 274) n");
        assertThat(statusOf(Map.of("status", "one more", "scheduled_at", "2100-01-05T00:00:00Z")))
                .isEqualTo(422);
    }

    @Test
    void a_repeated_request_with_the_same_key_returns_the_first_status_whether_posted_or_scheduled() {
        Map<String, String> key = Map.of("Idempotency-Key", "later");
        Map<String, String> later = Map.of("status", "later", "scheduled_at", ahead(10));
        String first = send(later, key).getString("id");
        assertThat(send(later, key).getString("id")).isEqualTo(first);
        assertThat(send(Map.of("status", "now"), key).getString("id")).isEqualTo(first);
        assertThat(send(Map.of("status", " ", "scheduled_at", ahead(1)), key).getString("id"))
                .isEqualTo(first);
        assertThat(alice.ids("/api/v1/scheduled_statuses")).containsExactly(first);
        assertThat(api.factsOf(alice)).isEmpty();

        Map<String, String> other = Map.of("Idempotency-Key", "now");
        String posted = send(Map.of("status", "now"), other).getString("id");
        assertThat(send(later, other).getString("id")).isEqualTo(posted);
    }

    @Test
    void the_key_of_a_cancelled_status_schedules_or_posts_a_new_one() {
        Map<String, String> key = Map.of("Idempotency-Key", "cancelled");
        Map<String, String> later = Map.of("status", "later", "scheduled_at", ahead(10));
        String first = send(later, key).getString("id");
        alice.send("DELETE", "/api/v1/scheduled_statuses/" + first, Map.of());

        String second = send(later, key).getString("id");
        assertThat(second).isNotEqualTo(first);
        assertThat(send(later, key).getString("id")).isEqualTo(second);
        assertThat(alice.ids("/api/v1/scheduled_statuses")).containsExactly(second);

        alice.send("DELETE", "/api/v1/scheduled_statuses/" + second, Map.of());
        String posted = send(Map.of("status", "now"), key).getString("id");
        assertThat(alice.get("/api/v1/statuses/" + posted).getString("content")).contains("now");
    }

    private JsonObject schedule(String text, String at) {
        return send(Map.of("status", text, "scheduled_at", at), Map.of());
    }

    private JsonObject send(Map<String, String> form, Map<String, String> headers) {
        HttpResponse<String> response = alice.send("POST", "/api/v1/statuses", form, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private int statusOf(Map<String, String> form) {
        return alice.send("POST", "/api/v1/statuses", form).statusCode();
    }

    private static java.util.Optional<String> dueAt(JsonObject later) {
        return api
                .sql("select due_at at time zone 'UTC' from scheduled_fact where key = 'scheduled:"
                        + later.getString("id") + "'")
                .stream()
                .findFirst();
    }

    private static String ahead(int minutes) {
        return Instant.now().plus(Duration.ofMinutes(minutes)).toString();
    }

    private static String path(JsonObject later) {
        return "/api/v1/scheduled_statuses/" + later.getString("id");
    }
}
