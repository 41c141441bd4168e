package social.skein.notification;

import static org.assertj.core.api.Assertions.assertThat;

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
import social.skein.status.Status;

/** Tests markers and the unread counts that depend on them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarkersTest {
    private final NotificationFixture fixture = new NotificationFixture();
    private final AccountId alice = fixture.alice;

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void only_requested_markers_that_are_set_are_returned() {
        assertThat(fixture.get(alice, "/v1/markers?timeline[]=home").body()).isEqualTo("{}");
        JsonObject moved = new JsonObject(fixture.post(alice, "/v1/markers", "home[last_read_id]=103194548672408537")
                .body());
        assertThat(moved.fieldNames()).containsExactly("home");
        JsonObject home = moved.getJsonObject("home");
        assertThat(home.getString("last_read_id")).isEqualTo("103194548672408537");
        assertThat(home.getInteger("version")).isEqualTo(1);

        String both = "/v1/markers?timeline[]=home&timeline[]=notifications&timeline[]=bookmarks";
        assertThat(fixture.show(alice, both).fieldNames()).containsExactly("home");
        assertThat(fixture.get(alice, "/v1/markers").body()).isEqualTo("{}");
        assertThat(fixture.show(alice, "/v1/markers?timeline=home")).isEqualTo(moved);
        assertThat(fixture.get(fixture.bob, both).body()).isEqualTo("{}");
    }

    @Test
    void the_version_counts_moves_in_either_direction() {
        assertThat(version("home[last_read_id]=7&notifications[last_read_id]=9"))
                .isEqualTo(1);
        assertThat(version("home[last_read_id]=8")).isEqualTo(2);
        assertThat(version("home[last_read_id]=8")).as("no move").isEqualTo(2);
        assertThat(version("home[last_read_id]=3")).isEqualTo(3);
        assertThat(fixture.show(alice, "/v1/markers?timeline[]=notifications")
                        .getJsonObject("notifications")
                        .getString("last_read_id"))
                .isEqualTo("9");
    }

    @Test
    void notifications_newer_than_the_marker_are_unread() {
        Status post = fixture.domain.post(alice, "good morning");
        fixture.like(fixture.bob, post);
        fixture.boost(fixture.bob, post);
        List<String> ids = NotificationFixture.values(fixture.list(alice, "/v1/notifications"), "id");
        fixture.post(alice, "/v1/markers", "notifications[last_read_id]=" + ids.get(1));
        assertThat(unread("v1")).isEqualTo(1);
        assertThat(unread("v2")).isEqualTo(1);

        fixture.like(fixture.carol, post);
        assertThat(unread("v1")).isEqualTo(2);
        assertThat(unread("v2")).as("the likes are unread again").isEqualTo(2);
        String newest = NotificationFixture.values(fixture.list(alice, "/v1/notifications"), "id")
                .get(0);
        fixture.post(alice, "/v1/markers", "notifications[last_read_id]=" + newest);
        assertThat(unread("v1")).isZero();
        assertThat(unread("v2")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 200",
        "POST, '', 200",
        "POST, home[last_read_id]=abc, 400",
        "POST, home[last_read_id]=-1, 400",
        "POST, notifications[last_read_id]=99999999999999999999, 400",
        "POST, home=5, 200"
    })
    void malformed_requests_get_a_descriptive_error(String method, String form, int status) {
        assertThat(fixture.send(method, "/v1/markers", fixture.token(alice), form)
                        .statusCode())
                .isEqualTo(status);
        assertThat(fixture.send(method, "/v1/markers", "", form).statusCode()).isEqualTo(401);
        String other = fixture.domain.token(alice, Scope.READ_NOTIFICATIONS, Scope.WRITE_NOTIFICATIONS);
        assertThat(fixture.send(method, "/v1/markers", other, form).statusCode())
                .isEqualTo(403);
    }

    private int version(String form) {
        return new JsonObject(fixture.post(alice, "/v1/markers", form).body())
                .getJsonObject("home")
                .getInteger("version");
    }

    private int unread(String version) {
        return fixture.show(alice, "/" + version + "/notifications/unread_count")
                .getInteger("count");
    }
}
