package social.skein.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class ReportsTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person mallory = api.signUp("mallory");

    @Test
    void a_report_names_account_statuses_and_reason() {
        JsonObject post = mallory.posts("Buy now");
        JsonObject report = new JsonObject(api.sendJson(
                        alice,
                        "/api/v1/reports",
                        new JsonObject()
                                .put("account_id", mallory.id())
                                .put("status_ids", List.of(post.getString("id"), post.getString("id")))
                                .put("comment", " again and again ")
                                .put("forward", true)
                                .put("category", "spam")
                                .encode())
                .body());

        assertThat(report.getBoolean("action_taken")).isFalse();
        assertThat(report.getString("category")).isEqualTo("spam");
        assertThat(report.getString("comment")).isEqualTo("again and again");
        assertThat(report.getBoolean("forwarded")).isFalse();
        assertThat(report.getJsonArray("status_ids")).isEqualTo(new JsonArray(List.of(post.getString("id"))));
        assertThat(report.getJsonObject("target_account").getString("id")).isEqualTo(mallory.id());
    }

    @Test
    void a_report_with_only_an_account_has_the_category_other() {
        assertThat(createReport(Map.of()).getString("category")).isEqualTo("other");
        assertThat(createReport(Map.of("category", "", "comment", "", "rule_ids[]", "3"))
                        .getString("category"))
                .isEqualTo("violation");
        assertThat(createReport(Map.of("category", "legal")).getString("category"))
                .isEqualTo("legal");
    }

    @Test
    void only_posts_of_the_target_visible_to_the_reporter_can_be_reported() {
        String alices = alice.posts("mine").getString("id");
        String hidden = mallory.posts(Map.of("status", "for friends", "visibility", "private"))
                .getString("id");
        String toAlice = mallory.posts(Map.of("status", "@" + alice.name() + " you!", "visibility", "direct"))
                .getString("id");

        assertThat(statusOf(Map.of("status_ids[]", alices))).isEqualTo(404);
        assertThat(statusOf(Map.of("status_ids[]", hidden))).isEqualTo(404);
        assertThat(statusOf(Map.of("status_ids[]", "1"))).isEqualTo(404);
        assertThat(statusOf(Map.of("status_ids[]", "rubbish"))).isEqualTo(404);
        assertThat(createReport(Map.of("status_ids[]", toAlice)).getJsonArray("status_ids"))
                .containsExactly(toAlice);
    }

    @Test
    void malformed_requests_are_rejected() {
        assertThat(alice.send("POST", "/api/v1/reports", Map.of("comment", "whom?"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(statusOf(Map.of("account_id", "1"))).isEqualTo(404);
        assertThat(statusOf(Map.of("account_id", "rubbish"))).isEqualTo(404);
        assertThat(statusOf(Map.of("account_id", alice.id()))).isEqualTo(422);
        assertThat(statusOf(Map.of("category", "boring"))).isEqualTo(422);
        assertThat(statusOf(Map.of("comment", "\ud83d\udc26".repeat(1_001)))).isEqualTo(422);
        assertThat(createReport(Map.of("comment", "\ud83d\udc26".repeat(1_000))).getString("comment"))
                .hasSize(2_000);
    }

    @Test
    void reporting_needs_a_user_token() {
        Map<String, String> form = Map.of("account_id", mallory.id());
        assertThat(alice.withToken("").send("POST", "/api/v1/reports", form).statusCode())
                .isEqualTo(401);
        assertThat(alice.withToken("nobodys")
                        .send("POST", "/api/v1/reports", form)
                        .statusCode())
                .isEqualTo(401);
    }

    private JsonObject createReport(Map<String, String> more) {
        return alice.post("/api/v1/reports", form(more));
    }

    private int statusOf(Map<String, String> more) {
        return alice.send("POST", "/api/v1/reports", form(more)).statusCode();
    }

    private Map<String, String> form(Map<String, String> more) {
        Map<String, String> form = new HashMap<>(Map.of("account_id", mallory.id()));
        form.putAll(more);
        return form;
    }
}
