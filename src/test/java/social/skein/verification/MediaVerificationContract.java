package social.skein.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import social.skein.app.Blocking;
import social.skein.cli.CommandLines;
import social.skein.emoji.EmojiFeature;
import social.skein.emoji.NewEmoji;
import social.skein.media.MediaFeature;
import social.skein.media.Pictures;
import social.skein.objectstore.ObjectMetadata;
import social.skein.objectstore.ObjectStore;
import social.skein.support.Person;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests {@code media verify} and {@code media usage} beside a server, on one kind of object store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MediaVerificationContract {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String NOW = "--min-age=0s";
    private static final String ORPHAN = key("7f", "jpg");
    private static final String FOREIGN = "photos/cat.jpg";

    @TempDir
    static Path folder;

    TestDeployment deployment;

    /** The settings of the object store, by key. */
    abstract Map<String, String> storeSettings();

    /** The settings of a store of the same kind that has no objects. */
    abstract Map<String, String> emptyStore();

    @BeforeAll
    void startServer() throws Exception {
        prepare();
        deployment = TestDeployment.unstarted();
        deployment.start(storeSettings().entrySet().stream()
                .collect(Collectors.toMap(
                        setting -> "SKEIN_"
                                + setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue)));
    }

    void prepare() throws Exception {}

    @AfterAll
    void stopServer() {
        deployment.close();
    }

    /** The output and exit code of a command. */
    record CommandResult(int code, String out, String err) {
        JsonObject json() {
            assertThat(out).as(err).startsWith("{");
            return new JsonObject(out);
        }

        long count(String kind) {
            return json().getJsonArray("findings").stream()
                    .map(JsonObject.class::cast)
                    .filter(finding -> finding.getString("kind").equals(kind))
                    .mapToLong(finding -> finding.getLong("count"))
                    .sum();
        }
    }

    CommandResult verify(String... options) throws IOException {
        return run(storeSettings(), Stream.concat(Stream.of("media", "verify", "--json"), Stream.of(options)));
    }

    /** Runs a command on the stores of the deployment, with these settings of the object store. */
    CommandResult run(Map<String, String> objectStore, Stream<String> arguments) throws IOException {
        TestStores.IsolatedStores stores = deployment.stores();
        Map<String, String> settings = new HashMap<>(Map.of(
                "postgres.uri",
                stores.postgresUri(),
                "redis.uri",
                stores.redisUri(),
                "kafka.bootstrap",
                stores.kafkaBootstrap(),
                "kafka.topic-prefix",
                stores.topicPrefix(),
                "data.dir",
                deployment.instance(0).config().dataDir().toString(),
                "media.ffmpeg",
                "none"));
        settings.putAll(objectStore);
        Path config = Files.writeString(
                Files.createTempFile(folder, "skein", ".yaml"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(arguments, Stream.of("--config", config.toString()))
                        .toArray(String[]::new));
        return new CommandResult(code, out.toString(), err.toString());
    }

    /** A key in the form of the server's own. */
    static String key(String folder, String extension) {
        return folder + "/" + folder + "0".repeat(30) + "-0123456789abcdef." + extension;
    }

    private ObjectStore store() {
        return deployment.instance(0).feature(MediaFeature.class).store();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, TIMEOUT, "The object store");
    }

    private void put(String key, int bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "object", ""), new byte[bytes]);
        await(store().put(key, file, new ObjectMetadata("image/jpeg", "")));
    }

    private void delete(String key) {
        assertThat(await(store().delete(List.of(key)))).isEmpty();
    }

    private boolean exists(String key) {
        return await(store().head(key)).isPresent();
    }

    private List<String> sql(String statement) {
        return deployment.sql(statement);
    }

    /** A post with a picture. */
    private record PicturePost(Person author, JsonObject post, String media, String main, String preview) {}

    private PicturePost post(Person author) {
        String media = author.uploads(Pictures.jpeg(900, 700), Map.of()).getString("id");
        JsonObject post = new JsonObject(author.sendJson("POST", "/api/v1/statuses", """
                {"status": "Look", "media_ids": ["%s"]}
                """.formatted(media))
                .body());
        return new PicturePost(author, post, media, file(media, "key"), file(media, "preview"));
    }

    private String file(String media, String member) {
        return sql("select files->>'" + member + "' from media where id = " + media)
                .get(0);
    }

    /** The media that the server shows for a post, after a favourite has removed it from its caches. */
    private static List<JsonObject> shown(PicturePost post, Person reader) {
        reader.likes(post.post());
        return reader.get("/api/v1/statuses/" + post.post().getString("id")).getJsonArray("media_attachments").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private int status(String url) throws Exception {
        URI uri = URI.create(url);
        URI local = URI.create(
                "http://127.0.0.1:" + deployment.instance(0).config().http().port() + uri.getPath());
        return HTTP.send(HttpRequest.newBuilder(local).build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void all_damage_is_found_and_mended() throws Exception {
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");
        JsonObject profile = new JsonObject(
                alice.upload("PATCH", "/api/v1/accounts/update_credentials", "avatar", Pictures.png(50, 50), Map.of())
                        .body());
        PicturePost intact = post(alice);
        PicturePost withoutFile = post(alice);
        PicturePost withoutThumbnail = post(alice);
        PicturePost truncated = post(alice);
        PicturePost misrecorded = post(alice);
        PicturePost unrecorded = post(alice);
        addEmoji("lost");
        addEmoji("kept");
        deployment.settle();
        assertThat(verify(NOW).json().getJsonArray("findings")).isEmpty();

        delete(withoutFile.main());
        delete(withoutThumbnail.preview());
        put(truncated.main(), 10);
        execute("update media_object set bytes = 1 where key = '" + misrecorded.main() + "'");
        execute("delete from media_object where key = '" + unrecorded.main() + "'");
        delete(sql("select avatar->>'key' from account where id = " + alice.id())
                .get(0));
        delete(sql("select key from custom_emoji where shortcode = 'lost'").get(0));
        execute("delete from media_object where key = (select key from custom_emoji where shortcode = 'kept')");
        put(ORPHAN, 5);
        put(FOREIGN, 5);
        String stale = addRecord(intact.media(), key("7e", "jpg"));
        String upload = addMedium("uploaded", key("7d", "upload"), alice);
        String inProgress = addMedium("receiving", key("7c", "upload"), alice);

        CommandResult found = verify(NOW);
        assertThat(found.code()).isEqualTo(1);
        assertThat(found.count("orphan")).isEqualTo(1);
        assertThat(found.count("missing")).as(found.out()).isEqualTo(6);
        assertThat(found.count("wrong_size")).isEqualTo(2);
        assertThat(found.count("unrecorded")).isEqualTo(2);
        assertThat(found.json().getInteger("foreign")).isEqualTo(1);
        assertThat(found.out()).contains(ORPHAN, stale, upload).doesNotContain(inProgress);
        assertThat(verify(NOW).out()).isEqualTo(found.out());

        CommandResult fixed = verify(NOW, "--fix");
        assertThat(fixed.code()).as(fixed.out() + fixed.err()).isZero();
        assertThat(fixed.json().getJsonObject("mended").getMap())
                .containsEntry("object_deleted", 1)
                .containsEntry("medium_deleted", 2)
                .containsEntry("thumbnail_made", 1)
                .containsEntry("record_corrected", 1)
                .containsEntry("record_added", 2)
                .containsEntry("record_deleted", 1)
                .containsEntry("upload_failed", 1)
                .containsEntry("removed_from_profile", 1)
                .containsEntry("emoji_removed", 1);
        deployment.settle();
        CommandResult again = verify(NOW);
        assertThat(again.code()).as(again.out()).isZero();
        assertThat(again.json().getJsonArray("findings")).isEmpty();

        assertThat(shown(withoutFile, bob)).isEmpty();
        assertThat(shown(truncated, bob)).isEmpty();
        for (PicturePost kept : List.of(intact, withoutThumbnail, misrecorded, unrecorded)) {
            JsonObject media = shown(kept, bob).get(0);
            assertThat(status(media.getString("url"))).isEqualTo(200);
            assertThat(status(media.getString("preview_url"))).isEqualTo(200);
        }
        assertThat(sql("select shortcode from custom_emoji where state = 'ready'"))
                .containsExactly("kept");
        alice.posts("Hello");
        assertThat(bob.get("/api/v1/accounts/" + alice.id()).getString("avatar"))
                .isNotEqualTo(profile.getString("avatar"));
        assertThat(exists(ORPHAN)).isFalse();
        assertThat(exists(FOREIGN)).isTrue();
        assertThat(sql("select state from media where id = " + upload)).containsExactly("failed");
        assertThat(sql("select key from media_object where key = '" + key("7c", "upload") + "'"))
                .hasSize(1);
        execute("delete from media where id = " + inProgress);
        execute("delete from media_object where media_id = " + inProgress);
    }

    private void addEmoji(String shortcode) {
        await(deployment
                .instance(0)
                .feature(EmojiFeature.class)
                .editor()
                .add(new NewEmoji(shortcode, "", true), Buffer.buffer(Pictures.png(20, 20))));
    }

    private void execute(String statement) {
        assertThat(sql(statement + " returning 1")).isNotEmpty();
    }

    /** Adds the record of an object that does not exist, and returns its key. */
    private String addRecord(String media, String key) {
        execute("insert into media_object (media_id, key, bytes, shard) select id, '" + key
                + "', 5, shard from media where id = " + media);
        return key;
    }

    /** Adds a medium whose object does not exist, and returns its id. */
    private String addMedium(String state, String key, Person owner) {
        execute("""
                insert into media (id, account_id, purpose, kind, state, shard)
                select max(id) + 1, %s, 'attachment', 'image', '%s', max(shard) filter (where id = newest)
                  from media, (select max(id) as newest from media) as m
                """.formatted(owner.id(), state));
        String id = sql("select max(id) from media").get(0);
        addRecord(id, key);
        return id;
    }

    @Test
    void what_is_young_is_left_alone() throws Exception {
        String young = key("6f", "jpg");
        put(young, 5);
        try {
            assertThat(verify().count("orphan")).isZero();
            assertThat(verify("--fix").code()).isZero();
            assertThat(exists(young)).isTrue();
        } finally {
            delete(young);
        }
    }

    @Test
    void the_wrong_store_is_recognised() throws Exception {
        Person carol = deployment.signUp("carol");
        PicturePost post = post(carol);

        CommandResult refused = run(emptyStore(), Stream.of("media", "verify", "--fix", NOW));

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Most records have no object", "nothing was mended", "--force");
        assertThat(sql("select state from media where id = " + post.media())).containsExactly("ready");
    }

    @Test
    void the_usage_is_shown_by_kind_and_account() throws Exception {
        Person dora = deployment.signUp("dora");
        post(dora);
        deployment.settle();

        CommandResult usage = run(storeSettings(), Stream.of("media", "usage", "--json", "--accounts", "100"));

        assertThat(usage.code()).as(usage.err()).isZero();
        assertThat(usage.json().getJsonArray("kinds").stream().map(kind -> ((JsonObject) kind).getString("kind")))
                .contains("image", "thumbnail");
        List<String> bytes =
                sql("select sum(o.bytes) from media_object o join media m on m.id = o.media_id where m.account_id = "
                        + dora.id());
        assertThat(usage.json().getJsonArray("accounts").stream()
                        .map(JsonObject.class::cast)
                        .filter(account -> account.getString("username").equals("dora"))
                        .map(account -> account.getLong("bytes").toString()))
                .isEqualTo(bytes);
        assertThat(run(storeSettings(), Stream.of("media", "usage")).out())
                .contains("KiB", "thumbnail", "total", "@dora");
    }
}
