package social.skein.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests that videos, sounds and animated GIFs are accepted and converted if ffmpeg is installed. */
class VideoTest {
    @TempDir
    private static Path folder;

    private static TestDeployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "ffmpeg is not installed");
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_MEDIA_FFMPEG", "auto"));
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void a_video_is_converted_and_gets_a_thumbnail() throws Exception {
        JsonObject media =
                ready(upload(make("video.webm", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=1")));

        assertThat(media.getString("type")).isEqualTo("video");
        assertThat(media.getString("url")).endsWith(".mp4");
        assertThat(media.getString("preview_url")).endsWith(".jpg");
        assertThat(media.getString("blurhash")).isNotBlank();
        JsonObject original = media.getJsonObject("meta").getJsonObject("original");
        assertThat(original.getInteger("width")).isEqualTo(160);
        assertThat(original.getDouble("duration")).isBetween(0.8, 1.3);
        assertThat(original.getString("frame_rate")).isEqualTo("10000/1000");
        JsonObject post = alice.posts(Map.of("status", "Look", "media_ids[]", media.getString("id")));
        assertThat(post.getJsonArray("media_attachments")).containsExactly(media);
        String page = alice.withToken("")
                .send("GET", "/@alice/" + post.getString("id"), Map.of())
                .body();
        String path = media.getString("url").replaceFirst("^https?://[^/]+", "");
        assertThat(page)
                .contains("<video src=\"" + path + "\"", "width=\"160\" height=\"120\"", " controls preload=\"none\"")
                .contains("<meta property=\"og:video\" content=\"" + media.getString("url") + "\">")
                .contains("<meta property=\"og:video:type\" content=\"video/mp4\">")
                .contains("<meta property=\"og:image\" content=\"" + media.getString("preview_url") + "\">");
    }

    @Test
    void a_video_may_have_a_thumbnail_of_its_own() throws Exception {
        byte[] video = make("own.webm", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=1");
        JsonObject media = ready(alice.upload(
                "POST", "/api/v2/media", Map.of("file", video, "thumbnail", Pictures.png(300, 100)), Map.of()));

        assertThat(media.getString("type")).isEqualTo("video");
        assertThat(media.getJsonObject("meta").getJsonObject("small").getInteger("width"))
                .isEqualTo(300);
    }

    @Test
    void a_sound_is_converted_and_an_animated_gif_becomes_a_video() throws Exception {
        JsonObject sound = ready(upload(make("sound.wav", "-f", "lavfi", "-i", "sine=frequency=440:duration=1")));
        assertThat(sound.getString("type")).isEqualTo("audio");
        assertThat(sound.getString("url")).endsWith(".mp3");
        JsonObject post = alice.posts(Map.of("status", "Listen", "media_ids[]", sound.getString("id")));
        assertThat(alice.withToken("")
                        .send("GET", "/@alice/" + post.getString("id"), Map.of())
                        .body())
                .contains("<audio src=\"/media/")
                .doesNotContain("og:video");

        JsonObject gif = ready(upload(make("moving.gif", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1")));
        assertThat(gif.getString("type")).isEqualTo("gifv");
        assertThat(gif.getString("url")).endsWith(".mp4");
    }

    @Test
    void the_instance_offers_the_formats_and_a_playlist_is_refused() {
        assertThat(alice.get("/api/v2/instance")
                        .getJsonObject("configuration")
                        .getJsonObject("media_attachments")
                        .getJsonArray("supported_mime_types"))
                .contains("image/jpeg", "video/mp4", "audio/mpeg");
        HttpResponse<String> refused =
                upload("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain("root:");
    }

    private static HttpResponse<String> upload(byte[] file) {
        return alice.upload("POST", "/api/v2/media", "file", file, Map.of());
    }

    private static JsonObject ready(HttpResponse<String> upload) {
        assertThat(upload.statusCode()).as(upload.body()).isIn(200, 202);
        String path = "/api/v1/media/" + new JsonObject(upload.body()).getString("id");
        TestDeployment.eventually(
                "it is converted", () -> alice.send("GET", path, Map.of()).statusCode() == 200);
        return alice.get(path);
    }

    private static byte[] make(String name, String... input) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
        command.addAll(List.of(input));
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readAllBytes(file);
    }
}
