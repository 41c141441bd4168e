package social.skein.demo.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.account.AccountFeature;
import social.skein.app.Blocking;
import social.skein.app.Skein;
import social.skein.embedded.Progress;
import social.skein.interaction.InteractionFeature;
import social.skein.media.DrawnMedia;
import social.skein.media.MediaFeature;
import social.skein.media.Pictures;
import social.skein.posting.PostingFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.status.StatusFeature;
import social.skein.support.CheapPasswords;
import social.skein.support.Person;
import social.skein.support.TestDeployment;
import social.skein.verification.MediaFinding;
import social.skein.verification.MediaVerifier;
import social.skein.verification.VerificationFeature;

/** Tests the pictures of sample data beside a server that shows them. */
class SeededPicturesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PASSWORD = "correct horse";
    private static final SeedPlan PLAN =
            SeedPlan.create(SocialGraph.parse(Stream.of("0 1", "0 2", "0 3", "1 2")), "reed", 1, 60);

    @TempDir
    static Path folder;

    @AutoClose
    private static final TestDeployment deployment = TestDeployment.withInstances(1);

    private final Skein skein = deployment.instance(0);

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "Seeding");
    }

    private SeedResult seed() {
        DrawnMedia media = skein.feature(MediaFeature.class).drawnMedia().orElseThrow();
        assertThat(await(media.hasRoom())).isTrue();
        return new Seeder(
                        skein.feature(AccountFeature.class).accounts(),
                        skein.feature(RelationshipFeature.class).follows(),
                        skein.feature(StatusFeature.class).statuses(),
                        skein.feature(PostingFeature.class).actions(),
                        skein.feature(InteractionFeature.class).favourites(),
                        Progress.silent())
                .run(
                        PLAN,
                        CheapPasswords.hash(PASSWORD),
                        Optional.of(new SeedPictures(
                                media,
                                folder,
                                skein.feature(AccountFeature.class).profiles(),
                                skein.feature(MediaFeature.class).profilePictures())));
    }

    private HttpResponse<byte[]> fetch(String url) throws Exception {
        URI local = URI.create("http://127.0.0.1:" + skein.config().http().port()
                + URI.create(url).getPath());
        return HTTP.send(HttpRequest.newBuilder(local).build(), BodyHandlers.ofByteArray());
    }

    private List<MediaFinding> verify() {
        MediaVerifier verifier = skein.feature(VerificationFeature.class).verifier(Duration.ZERO, "");
        List<MediaFinding> findings = new ArrayList<>();
        while (!verifier.isDone()) {
            findings.addAll(await(verifier.next()).findings());
        }
        return findings;
    }

    private List<String> rows() {
        return deployment.sql("""
                select id || state || coalesce(status_id, 0) || description from media
                 union all select key from media_object
                 union all select id || coalesce(avatar::text, '') || coalesce(header::text, '') from account
                 union all select id || coalesce(media::text, '') from status
                 order by 1
                """);
    }

    @Test
    void people_have_avatars_and_some_posts_have_pictures() throws Exception {
        SeedResult first = seed();
        List<String> rows = rows();
        assertThat(seed()).hasToString("Everything is there already.");
        assertThat(rows()).isEqualTo(rows);
        assertThat(verify()).isEmpty();

        Person reed = Person.signIn("reed1", PASSWORD, skein.config().http().port());
        for (String name : PLAN.names()) {
            JsonObject account = reed.get("/api/v1/accounts/lookup?acct=" + name);
            HttpResponse<byte[]> avatar = fetch(account.getString("avatar"));
            assertThat(avatar.statusCode()).isEqualTo(200);
            assertThat(Pictures.read(avatar.body()).getWidth()).isEqualTo(320);
        }
        List<JsonObject> posts = reed.list("/api/v1/timelines/public?only_media=true");
        assertThat(posts).isNotEmpty();
        assertThat(first.pictures()).isGreaterThanOrEqualTo(PLAN.people() + posts.size());
        for (JsonObject post : posts) {
            JsonObject media = post.getJsonArray("media_attachments").getJsonObject(0);
            assertThat(media.getString("description")).startsWith("A drawn landscape: ");
            assertThat(media.getString("blurhash")).isNotBlank();
            assertThat(media.getJsonObject("meta").getJsonObject("original").getString("size"))
                    .isEqualTo("1080x720");
            assertThat(Pictures.read(fetch(media.getString("url")).body()).getWidth())
                    .isEqualTo(1080);
            assertThat(fetch(media.getString("preview_url")).statusCode()).isEqualTo(200);
        }
        deleted_pictures_are_gone(posts.get(0));
    }

    private void deleted_pictures_are_gone(JsonObject post) throws Exception {
        Person author = Person.signIn(
                post.getJsonObject("account").getString("username"),
                PASSWORD,
                skein.config().http().port());
        String url = post.getJsonArray("media_attachments").getJsonObject(0).getString("url");
        assertThat(author.send("DELETE", "/api/v1/statuses/" + post.getString("id") + "?delete_media=true", Map.of())
                        .statusCode())
                .isEqualTo(200);
        deployment.settle();
        assertThat(fetch(url).statusCode()).isEqualTo(404);
        assertThat(verify()).isEmpty();
        try (Stream<Path> drawn = Files.list(folder)) {
            assertThat(drawn).isNotEmpty();
        }
    }
}
