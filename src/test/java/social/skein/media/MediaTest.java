package social.skein.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.model.AccountId;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.OauthFeature;
import social.skein.support.AuthTestServer;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests uploads from the request to the post that shows them, and to the removal of their bytes. */
class MediaTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AutoClose
    private static final TestDeployment deployment = TestDeployment.withInstances(1);

    private static int accounts;

    private final Person alice = deployment.signUp("alice" + ++accounts);
    private final Person bob = deployment.signUp("bob" + accounts);

    @Test
    void an_uploaded_picture_is_described_posted_and_served() throws Exception {
        JsonObject media =
                alice.uploads(Pictures.jpeg(1200, 900), Map.of("description", "a sunset", "focus", "0.5,-1"));

        assertThat(media.getString("type")).isEqualTo("image");
        assertThat(media.getString("description")).isEqualTo("a sunset");
        assertThat(media.getString("blurhash")).isNotBlank();
        JsonObject meta = media.getJsonObject("meta");
        assertThat(meta.getJsonObject("focus"))
                .isEqualTo(new JsonObject().put("x", 0.5).put("y", -1.0));
        assertThat(meta.getJsonObject("original").getInteger("width")).isEqualTo(1200);
        assertThat(meta.getJsonObject("original").getString("size")).isEqualTo("1200x900");
        JsonObject post = post(alice, "Look", media);
        assertThat(post.getJsonArray("media_attachments")).containsExactly(media);
        assertThat(bob.get("/api/v1/statuses/" + post.getString("id")).getJsonArray("media_attachments"))
                .containsExactly(media);

        HttpResponse<byte[]> picture = fetch(media.getString("url"));
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(picture.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(picture.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(Pictures.read(picture.body()).getWidth()).isEqualTo(1200);
        assertThat(Pictures.read(fetch(media.getString("preview_url")).body()).getWidth())
                .isEqualTo(meta.getJsonObject("small").getInteger("width"));
    }

    /** Shared caches store the pictures of all posts, so those of a private post are protected by their names alone. */
    @Test
    void the_picture_of_a_private_post_has_a_name_that_cannot_be_guessed() throws Exception {
        byte[] bytes = Pictures.png(10, 10);
        JsonObject first = alice.uploads(bytes, Map.of());
        JsonObject post =
                alice.posts(Map.of("status", "secret", "visibility", "private", "media_ids[]", first.getString("id")));
        String name = Path.of(URI.create(first.getString("url")).getPath())
                .getFileName()
                .toString();
        String otherName = Path.of(URI.create(alice.uploads(bytes, Map.of()).getString("url"))
                        .getPath())
                .getFileName()
                .toString();

        assertThat(name).matches("[0-9a-f]{32}-[0-9a-f]{16}\\.png");
        assertThat(name.substring(0, 32)).as("of the same bytes").isNotEqualTo(otherName.substring(0, 32));
        for (String guess : List.of(
                first.getString("id") + ".png",
                post.getString("id") + ".png",
                name.substring(33),
                otherName.substring(0, 32) + name.substring(32).replace(".png", ".jpg"))) {
            assertThat(fetch("http://skein.test/media/" + guess.substring(0, 2) + "/" + guess)
                            .statusCode())
                    .as(guess)
                    .isEqualTo(404);
        }
        HttpResponse<byte[]> picture = fetch(first.getString("url"));
        assertThat(picture.headers().firstValue("CDN-Cache-Control")).contains("public, max-age=600");
        assertThat(picture.headers().firstValue("ETag")).contains("\"" + name + "\"");
        assertThat(picture.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(picture.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void the_files_of_a_suspended_account_are_not_served_until_it_is_reinstated() throws Exception {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        JsonObject other = bob.uploads(Pictures.png(10, 10), Map.of());
        AccountId id = AccountId.parse(alice.id()).orElseThrow();
        AccountModeration moderation =
                deployment.instance(0).feature(OauthFeature.class).moderation();
        assertThat(fetch(media.getString("url")).statusCode()).isEqualTo(200);

        AuthTestServer.await(moderation.suspend(id));
        TestDeployment.eventually(
                "its files are hidden", () -> fetch(media.getString("url")).statusCode() == 404);
        assertThat(fetch(media.getString("preview_url")).statusCode()).isEqualTo(404);
        assertThat(fetch(other.getString("url")).statusCode()).isEqualTo(200);

        AuthTestServer.await(moderation.unsuspend(id));
        TestDeployment.eventually(
                "they are served again", () -> fetch(media.getString("url")).statusCode() == 200);
    }

    @Test
    void the_asynchronous_upload_is_ready_at_once_or_later() {
        HttpResponse<String> upload = alice.upload("POST", "/api/v2/media", "file", Pictures.png(20, 20), Map.of());
        String id = new JsonObject(upload.body()).getString("id");

        assertThat(upload.statusCode()).isIn(200, 202);
        TestDeployment.eventually(
                "the medium is ready",
                () -> alice.send("GET", "/api/v1/media/" + id, Map.of()).statusCode() == 200);
        assertThat(alice.get("/api/v1/media/" + id).getString("url")).endsWith(".png");
    }

    @Test
    void a_post_needs_no_text_if_it_has_media_and_may_have_a_poll() {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        HttpResponse<String> posted =
                alice.sendJson("POST", "/api/v1/statuses", """
                {"media_ids": ["%s"], "poll": {"options": ["a", "b"], "expires_in": 300},
                 "media_attributes": [{"id": "%s", "description": "dots"}]}
                """.formatted(media.getString("id"), media.getString("id")));

        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
        JsonObject post = new JsonObject(posted.body());
        assertThat(post.getJsonArray("media_attachments").getJsonObject(0).getString("description"))
                .isEqualTo("dots");
        assertThat(post.getJsonObject("poll").getJsonArray("options")).hasSize(2);
    }

    @Test
    void a_medium_belongs_to_one_post_of_its_owner() {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        String path = "/api/v1/media/" + media.getString("id");

        assertThat(bob.send("GET", path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(bob.send("DELETE", path, Map.of()).statusCode()).isEqualTo(404);
        assertThat(attach(bob, media)).isEqualTo(422);
        assertThat(attach(alice, media)).isEqualTo(200);
        assertThat(attach(alice, media)).isEqualTo(422);
        assertThat(alice.send("DELETE", path, Map.of()).statusCode()).isEqualTo(422);
        assertThat(alice.send("PUT", path, Map.of("description", "late")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_edit_adds_and_removes_media_and_the_history_shows_them() {
        JsonObject first = alice.uploads(Pictures.png(10, 10), Map.of());
        JsonObject second = alice.uploads(Pictures.png(20, 10), Map.of());
        JsonObject post = post(alice, "One", first);

        JsonObject edited =
                new JsonObject(alice.sendJson("PUT", "/api/v1/statuses/" + post.getString("id"), """
                {"status": "One", "media_ids": ["%s", "%s"], "media_attributes": [{"id": "%s", "description": "new"}]}
                """.formatted(
                                        second.getString("id"), first.getString("id"), first.getString("id")))
                        .body());

        assertThat(ids(edited.getJsonArray("media_attachments")))
                .containsExactly(second.getString("id"), first.getString("id"));
        assertThat(edited.getJsonArray("media_attachments").getJsonObject(1).getString("description"))
                .isEqualTo("new");
        List<JsonObject> history = alice.list("/api/v1/statuses/" + post.getString("id") + "/history");
        assertThat(history.get(0).getJsonArray("media_attachments")).containsExactly(first);
        assertThat(history.get(1).getJsonArray("media_attachments")).hasSize(2);
    }

    @Test
    void only_media_selects_posts_with_media() {
        String tag = "tag" + alice.id();
        JsonObject with = post(alice, "#" + tag, alice.uploads(Pictures.png(10, 10), Map.of()));
        alice.posts("#" + tag + " without");
        deployment.settle();

        for (String path : List.of(
                "/api/v1/accounts/" + alice.id() + "/statuses",
                "/api/v1/timelines/public",
                "/api/v1/timelines/tag/" + tag)) {
            assertThat(bob.ids(path + "?only_media=true")).as(path).contains(with.getString("id"));
            assertThat(bob.list(path + "?only_media=true"))
                    .as(path)
                    .noneMatch(post -> post.getJsonArray("media_attachments").isEmpty());
        }
    }

    @Test
    void exported_posts_have_their_media() {
        JsonObject first = alice.uploads(Pictures.png(10, 10), Map.of("description", "a, \"sunset\""));
        JsonObject second = alice.uploads(Pictures.png(20, 10), Map.of());
        alice.sendJson("POST", "/api/v1/statuses", """
                {"status": "Look", "visibility": "direct", "media_ids": ["%s", "%s"]}
                """.formatted(first.getString("id"), second.getString("id")));

        JsonObject post = alice.list("/api/v1/exports/posts.json").get(0);
        HttpResponse<String> csv = alice.send("GET", "/api/v1/exports/posts.csv", Map.of());

        assertThat(post.getJsonArray("media_attachments")).containsExactly(first, second);
        assertThat(csv.body()).endsWith("," + first.getString("url") + " " + second.getString("url") + "\n");
    }

    @Test
    void a_scheduled_post_keeps_its_media() {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        JsonObject scheduled =
                new JsonObject(alice.sendJson("POST", "/api/v1/statuses", """
                {"status": "later", "media_ids": ["%s"], "scheduled_at": "2100-01-31T20:00:00Z"}
                """.formatted(media.getString("id")))
                        .body());

        assertThat(scheduled.getJsonArray("media_attachments")).containsExactly(media);
        assertThat(scheduled.getJsonObject("params").getJsonArray("media_ids")).containsExactly(media.getString("id"));
        assertThat(attach(alice, media)).as("it is reserved").isEqualTo(422);
        alice.send("DELETE", "/api/v1/scheduled_statuses/" + scheduled.getString("id"), Map.of());
        assertThat(attach(alice, media)).as("it is free again").isEqualTo(200);
    }

    @Test
    void a_deleted_post_releases_its_media_unless_they_are_deleted_as_well() throws Exception {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        JsonObject draft = post(alice, "first", media);
        alice.deletes(draft);
        JsonObject post = post(alice, "second", media);

        alice.send("DELETE", "/api/v1/statuses/" + post.getString("id") + "?delete_media=true", Map.of());

        assertThat(alice.send("GET", "/api/v1/media/" + media.getString("id"), Map.of())
                        .statusCode())
                .isEqualTo(404);
        TestDeployment.eventually(
                "its bytes are gone", () -> fetch(media.getString("url")).statusCode() == 404);
        TestDeployment.eventually(
                "its rows are gone",
                () -> deployment
                                .sql("select id from media where id = " + media.getString("id"))
                                .isEmpty()
                        && deployment
                                .sql("select key from media_object where media_id = " + media.getString("id"))
                                .isEmpty());
    }

    @Test
    void the_thumbnail_of_an_upload_is_replaced_until_a_post_uses_it() throws Exception {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of("description", "dots"));
        String path = "/api/v1/media/" + media.getString("id");

        JsonObject changed = new JsonObject(alice.upload("PUT", path, "thumbnail", Pictures.png(40, 20), Map.of())
                .body());

        assertThat(changed.getString("url")).isEqualTo(media.getString("url"));
        assertThat(changed.getString("description")).isEqualTo("dots");
        assertThat(changed.getJsonObject("meta").getJsonObject("small").getInteger("width"))
                .isEqualTo(40);
        assertThat(Pictures.read(fetch(changed.getString("preview_url")).body()).getWidth())
                .isEqualTo(40);
        assertThat(fetch(media.getString("preview_url")).statusCode()).isEqualTo(404);
        assertThat(alice.upload("PUT", path, "thumbnail", "text".getBytes(UTF_8), Map.of())
                        .statusCode())
                .isEqualTo(422);
        assertThat(bob.upload("PUT", path, "thumbnail", Pictures.png(40, 20), Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(alice.get(path)).isEqualTo(changed);
        attach(alice, media);
        assertThat(alice.upload("PUT", path, "thumbnail", Pictures.png(30, 20), Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void nothing_but_the_shown_files_remains_of_an_upload() {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());

        TestDeployment.eventually(
                "the upload is removed",
                () -> deployment
                                .sql("select key from media_object where media_id = " + media.getString("id"))
                                .size()
                        == 2);
        assertThat(deployment.sql("select key from media_object where media_id = " + media.getString("id")))
                .allMatch(key -> key.endsWith(".png") || key.endsWith(".jpg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain text", "", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "%PDF-1.4"
            })
    void a_file_that_is_no_picture_is_refused_with_the_formats(String content) {
        HttpResponse<String> refused =
                alice.upload("POST", "/api/v2/media", "file", content.getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Validation failed");
    }

    @Test
    void a_request_without_a_file_or_with_invalid_attributes_is_refused() {
        assertThat(alice.send("POST", "/api/v2/media", Map.of("file", "text")).statusCode())
                .isEqualTo(422);
        byte[] picture = Pictures.png(10, 10);
        assertThat(alice.upload("POST", "/api/v2/media", "file", picture, Map.of("focus", "left"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(alice.upload("POST", "/api/v2/media", "file", picture, Map.of("description", "x".repeat(10_001)))
                        .statusCode())
                .isEqualTo(422);
        assertThat(alice.withToken("")
                        .upload("POST", "/api/v2/media", "file", picture, Map.of())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_pictures_of_a_profile_are_cropped_shown_replaced_and_removed() throws Exception {
        JsonObject first = updated(alice.upload(
                "PATCH",
                "/api/v1/accounts/update_credentials",
                "avatar",
                Pictures.png(1000, 600),
                Map.of("avatar_description", "me", "display_name", "Alice")));
        assertThat(first.getString("display_name")).isEqualTo("Alice");
        assertThat(first.getString("avatar_description")).isEqualTo("me");
        assertThat(Pictures.read(fetch(first.getString("avatar")).body()).getWidth())
                .isEqualTo(400);
        assertThat(Pictures.read(fetch(first.getString("avatar")).body()).getHeight())
                .isEqualTo(400);
        assertThat(bob.get("/api/v1/accounts/" + alice.id()).getString("avatar"))
                .isEqualTo(first.getString("avatar"));

        JsonObject second = updated(
                alice.upload("PATCH", "/api/v1/accounts/update_credentials", "avatar", Pictures.png(50, 50), Map.of()));
        assertThat(second.getString("avatar")).isNotEqualTo(first.getString("avatar"));
        TestDeployment.eventually(
                "the first is gone", () -> fetch(first.getString("avatar")).statusCode() == 404);
        JsonObject header =
                updated(alice.upload("PATCH", "/api/v1/profile", "header", Pictures.jpeg(3000, 1000), Map.of()));
        assertThat(Pictures.read(fetch(header.getString("header")).body()).getWidth())
                .isEqualTo(1500);

        JsonObject without = new JsonObject(
                alice.send("DELETE", "/api/v1/profile/avatar", Map.of()).body());
        assertThat(without.getString("avatar")).endsWith("/avatars/original/missing.png");
        TestDeployment.eventually(
                "the second is gone", () -> fetch(second.getString("avatar")).statusCode() == 404);
    }

    @Test
    void an_invalid_value_keeps_the_old_picture_and_stores_none() {
        HttpResponse<String> refused = alice.upload(
                "PATCH",
                "/api/v1/accounts/update_credentials",
                "avatar",
                Pictures.png(10, 10),
                Map.of("note", "x".repeat(501)));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(deployment.sql("select id from media where account_id = " + alice.id()))
                .isEmpty();
    }

    @Test
    void no_file_of_a_finished_upload_remains_in_the_temporary_folder() throws IOException {
        alice.uploads(Pictures.png(10, 10), Map.of());
        Path folder = deployment.instance(0).config().dataDir().resolve("uploads");

        TestDeployment.eventually("it is empty", () -> {
            try (Stream<Path> files = Files.list(folder)) {
                return files.findAny().isEmpty();
            }
        });
    }

    @Test
    void a_repeated_fact_removes_what_a_killed_process_left_of_an_upload() {
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        deployment.settle();
        deployment.sql("insert into media_object (media_id, key, bytes, shard) select id, 'ab/left.upload', 1, shard"
                + " from media where id = " + media.getString("id") + " returning key");

        deployment.replayAllFacts();

        TestDeployment.eventually(
                "it is removed",
                () -> deployment
                        .sql("select key from media_object where media_id = " + media.getString("id")
                                + " and key like '%upload'")
                        .isEmpty());
    }

    @Test
    void the_sweep_removes_what_nothing_shows_and_keeps_the_rest() throws Exception {
        JsonObject unused = alice.uploads(Pictures.png(10, 10), Map.of());
        JsonObject used = alice.uploads(Pictures.png(10, 10), Map.of());
        post(alice, "kept", used);
        JsonObject profile = updated(
                alice.upload("PATCH", "/api/v1/accounts/update_credentials", "avatar", Pictures.png(10, 10), Map.of()));
        deployment.sql("update media set updated_at = now() - interval '2 days' where account_id = " + alice.id()
                + " returning id");

        deployment.sweepMedia();

        TestDeployment.eventually(
                "the unused one is gone", () -> fetch(unused.getString("url")).statusCode() == 404);
        assertThat(fetch(used.getString("url")).statusCode()).isEqualTo(200);
        assertThat(fetch(profile.getString("avatar")).statusCode()).isEqualTo(200);
    }

    private static JsonObject updated(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }

    private static JsonObject post(Person author, String text, JsonObject media) {
        return author.posts(Map.of("status", text, "media_ids[]", media.getString("id")));
    }

    private static int attach(Person author, JsonObject media) {
        return author.send("POST", "/api/v1/statuses", Map.of("status", "x", "media_ids[]", media.getString("id")))
                .statusCode();
    }

    private static List<String> ids(JsonArray media) {
        return media.stream()
                .map(JsonObject.class::cast)
                .map(each -> each.getString("id"))
                .toList();
    }

    /** Media have the public name of the deployment in their URL; tests connect to the port. */
    private HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
        URI local =
                URI.create("http://127.0.0.1:" + alice.port() + URI.create(url).getPath());
        return HTTP.send(HttpRequest.newBuilder(local).build(), BodyHandlers.ofByteArray());
    }
}
