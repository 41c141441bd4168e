package social.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.app.Blocking;
import social.skein.emoji.EmojiFeature;
import social.skein.emoji.NewEmoji;
import social.skein.image.ImageFiles;
import social.skein.media.Pictures;
import social.skein.model.MediaId;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests the emoji commands beside a server on the same stores, and what clients of that server see. */
class EmojiCommandsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static TestDeployment deployment;
    private static Path dataFolder;
    private static String config;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void open() throws IOException {
        deployment = TestDeployment.unstarted();
        dataFolder = deployment
                .start(Map.of("SKEIN_MEDIA_PUBLIC_URL", "http://cdn.test/m/"))
                .config()
                .dataDir();
        TestStores.IsolatedStores stores = deployment.stores();
        config = Files.writeString(
                        folder.resolve("skein.yaml"),
                        "postgres.uri: " + stores.postgresUri() + "\nredis.uri: " + stores.redisUri()
                                + "\nkafka.bootstrap: " + stores.kafkaBootstrap() + "\nkafka.topic-prefix: "
                                + stores.topicPrefix() + "\nmedia.public-url: http://cdn.test/m/\ndata.dir: "
                                + dataFolder + "\n")
                .toString();
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        bob.follows(alice);
        Files.write(folder.resolve("cat.png"), Pictures.png(300, 150));
        Files.write(folder.resolve("spin.gif"), ImageFiles.animatedGif(3));
        Files.createDirectories(dataFolder.resolve("logs"));
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    /** The output and exit code of a command. */
    private record CommandResult(int code, String out, String err) {}

    @Test
    void an_emoji_appears_wherever_texts_show_it_and_disappears_with_its_bytes() throws Exception {
        assertThat(alice.list("/api/v1/custom_emojis"))
                .noneMatch(emoji -> name(emoji).startsWith("seen"));
        JsonObject early = post("before", "status", "early :seen_cat:");
        assertThat(emojis(early)).isEmpty();
        deployment.settle();
        assertThat(pageEntry(bob, "/api/v1/timelines/home", early).getJsonArray("emojis"))
                .isEmpty();

        assertThat(run("emoji", "add", ":seen_spin:", file("spin.gif"), "--hidden", "--json")
                        .out())
                .isEqualToIgnoringNewLines("{\"shortcode\":\"seen_spin\",\"category\":\"\",\"visible\":false}");
        assertThat(run("emoji", "add", "seen_cat", file("cat.png"), "--category", "Pets")
                        .out())
                .isEqualToIgnoringNewLines(":seen_cat: added.");
        awaitEmojis(early, "seen_cat");
        JsonObject cat = single(alice.list("/api/v1/custom_emojis").stream()
                .filter(emoji -> name(emoji).startsWith("seen"))
                .toList());
        assertThat(cat.getString("url")).startsWith("http://cdn.test/m/").endsWith(".png");
        assertThat(cat.getString("static_url")).isEqualTo(cat.getString("url"));
        assertThat(cat.getString("category")).isEqualTo("Pets");
        assertThat(cat.getBoolean("visible_in_picker")).isTrue();

        assertShownInStatuses(early);
        assertShownInProfiles();
        JsonObject spin = emojis(post("hidden", "status", ":seen_spin:")).getJsonObject(0);
        assertThat(spin.getBoolean("visible_in_picker")).isFalse();
        assertThat(spin.containsKey("category")).isFalse();
        assertThat(Pictures.read(fetch(cat.getString("url")).body()).getWidth()).isEqualTo(128);
        assertThat(fetch(spin.getString("url")).headers().firstValue("Content-Type"))
                .contains("image/gif");
        HttpResponse<byte[]> still = fetch(spin.getString("static_url"));
        assertThat(still.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(still.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");

        assertThat(run("emoji", "remove", ":seen_cat:", "seen_spin", "seen_none")
                        .err())
                .isEqualToIgnoringNewLines("skein: There is no emoji with the shortcode :seen_none:.");
        for (JsonObject emoji : List.of(cat, spin)) {
            assertThat(fetch(emoji.getString("url")).statusCode()).isEqualTo(404);
            assertThat(fetch(emoji.getString("static_url")).statusCode()).isEqualTo(404);
        }
        awaitEmojis(early);
        assertThat(bob.get("/api/v1/accounts/" + alice.id()).getJsonArray("emojis"))
                .isEmpty();
        assertThat(deployment.sql("select id from custom_emoji where shortcode like 'seen%'"))
                .isEmpty();
        assertThat(Files.readString(dataFolder.resolve("logs").resolve("audit.log")))
                .contains("\"event\":\"emoji-added\"", "emoji :seen_cat:", "\"event\":\"emoji-removed\"");
    }

    private static void assertShownInStatuses(JsonObject early) {
        StreamClient stream = StreamClient.connectWebSocket(bob, "user");
        JsonObject post = alice.posts(Map.of(
                "status", "Text :seen_cat: https://x.example/:seen_spin:/",
                "spoiler_text", "none",
                "poll[options][0]", ":seen_spin:",
                "poll[options][1]", "other",
                "poll[expires_in]", "3600"));
        assertThat(names(emojis(post))).containsExactly("seen_cat", "seen_spin");
        assertThat(names(post.getJsonObject("poll").getJsonArray("emojis"))).containsExactly("seen_spin");
        assertThat(emojis(stream.next("update"))).isEqualTo(emojis(post));
        stream.close();
        JsonObject boost = bob.boosts(post);
        assertThat(emojis(boost)).isEqualTo(emojis(post));
        deployment.settle();
        for (String path : List.of("/api/v1/timelines/home", "/api/v1/accounts/" + bob.id() + "/statuses")) {
            JsonObject entry = pageEntry(bob, path, path.contains("home") ? post : boost);
            assertThat(emojis(entry)).as(path).isEqualTo(emojis(post));
            assertThat(entry.getJsonObject("poll").getJsonArray("emojis")).hasSize(1);
        }
        assertThat(emojis(pageEntry(bob, "/api/v1/accounts/" + bob.id() + "/statuses", boost)
                        .getJsonObject("reblog")))
                .isEqualTo(emojis(post));
        assertThat(names(emojis(post("warned", "spoiler_text", ":seen_spin:")))).containsExactly("seen_spin");

        alice.send("PUT", "/api/v1/statuses/" + early.getString("id"), Map.of("status", "late :seen_spin:"));
        List<JsonObject> history = alice.list("/api/v1/statuses/" + early.getString("id") + "/history");
        assertThat(names(emojis(history.get(0)))).containsExactly("seen_cat");
        assertThat(names(emojis(history.get(1)))).containsExactly("seen_spin");
        alice.send("PUT", "/api/v1/statuses/" + early.getString("id"), Map.of("status", "early :seen_cat:"));
    }

    private static void assertShownInProfiles() {
        JsonObject profile = new JsonObject(alice.send(
                        "PATCH",
                        "/api/v1/accounts/update_credentials",
                        Map.of(
                                "display_name", "Alice :seen_cat:",
                                "note", "see https://x.example/:seen_spin:/",
                                "fields_attributes[0][name]", ":seen_none:",
                                "fields_attributes[0][value]", "plain"))
                .body());
        assertThat(names(emojis(profile))).containsExactly("seen_cat");
        alice.send(
                "PATCH",
                "/api/v1/accounts/update_credentials",
                Map.of("display_name", "Alice", "note", "I like :seen_spin:"));
        assertThat(names(emojis(bob.get("/api/v1/accounts/" + alice.id())))).containsExactly("seen_spin");
        alice.send(
                "PATCH",
                "/api/v1/accounts/update_credentials",
                Map.of("note", "", "fields_attributes[0][name]", "pet", "fields_attributes[0][value]", ":seen_cat:"));
        JsonObject post = post("author", "status", "hoot");
        deployment.settle();
        assertThat(names(emojis(pageEntry(bob, "/api/v1/timelines/home", post).getJsonObject("account"))))
                .containsExactly("seen_cat");
    }

    @Test
    void an_invalid_emoji_is_refused_with_the_reason_and_nothing_of_it_remains() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "plain");
        Path large = Files.write(folder.resolve("large.png"), new byte[(8 << 20) + 1]);

        assertFails("is not a shortcode", "emoji", "add", "ca-t", file("cat.png"));
        assertFails("is not a shortcode", "emoji", "add", "c", file("cat.png"));
        assertFails("is not a JPEG, PNG, GIF or WebP picture", "emoji", "add", "bad_text", text.toString());
        assertFails("it has more than 8 MB", "emoji", "add", "bad_large", large.toString());
        assertFails("There is no file", "emoji", "add", "bad_none", file("none.png"));
        Files.write(folder.resolve("long.gif"), ImageFiles.animatedGif(1_001));
        assertFails("more than the 1,000 frames", "emoji", "add", "bad_long", file("long.gif"));
        Files.write(folder.resolve("heavy.gif"), noise(400, 400, 3));
        assertFails("the animation has more than 256 KB", "emoji", "add", "bad_heavy", file("heavy.gif"));
        Files.write(folder.resolve("wide.gif"), noise(600, 500, 2));
        assertFails("600 × 500 pixels, at most 262,144", "emoji", "add", "bad_wide", file("wide.gif"));
        assertFails("control characters", "emoji", "add", "bad_category", file("cat.png"), "--category", "a\nb");
        assertThat(run("emoji", "add", "bad_twice", file("cat.png")).code()).isZero();
        assertFails(
                "There is an emoji with the shortcode :bad_twice: already",
                "emoji",
                "add",
                "bad_twice",
                file("cat.png"));
        assertThat(run("emoji", "add", "Bad_Twice", file("cat.png")).code())
                .as("upper and lower case differ")
                .isZero();

        assertThat(run("emoji", "list").out()).contains(":Bad_Twice:  http://cdn.test/m/", ":bad_twice:  ");
        assertThat(run("emoji", "remove", "bad_twice", "Bad_Twice", "--json").out())
                .isEqualToIgnoringNewLines("[\"bad_twice\",\"Bad_Twice\"]");
        assertNothingRemains("bad");
    }

    @Test
    void a_folder_is_imported_with_a_report_for_each_file() throws IOException {
        Path pack = Files.createDirectories(folder.resolve("pack"));
        Files.write(pack.resolve("pack_a.png"), Pictures.png(20, 20));
        Files.write(pack.resolve("pack_b.jpg"), Pictures.jpeg(200, 200));
        Files.write(pack.resolve("pack_b.png"), Pictures.png(20, 20));
        Files.write(pack.resolve("pack c.png"), Pictures.png(20, 20));
        Files.writeString(pack.resolve("LICENSE"), "free");

        CommandResult first = run("emoji", "import", pack.toString(), "--category", "Pack");

        assertThat(first.code()).isEqualTo(1);
        assertThat(first.out().lines())
                .containsExactly(
                        "LICENSE: refused: the file is not a JPEG, PNG, GIF or WebP picture.",
                        "pack c.png: refused: \"pack c\" is not a shortcode: it should have 2 to 128 letters a-z and"
                                + " A-Z, digits and underscores.",
                        "pack_a.png: added as :pack_a:.",
                        "pack_b.jpg: added as :pack_b:.",
                        "pack_b.png: refused: another file has the same name.",
                        "2 added, 0 skipped, 3 refused.");
        assertThat(run("emoji", "list").out())
                .containsPattern(":pack_a:  \"Pack\"  http://cdn.test/m/\\S+\\.png")
                .containsPattern(":pack_b:  \"Pack\"  http://cdn.test/m/\\S+\\.png");
        Files.delete(pack.resolve("LICENSE"));
        Files.delete(pack.resolve("pack c.png"));
        CommandResult second = run("emoji", "import", pack.toString(), "--json");
        assertThat(second.code()).isZero();
        assertThat(new JsonArray(second.out()))
                .hasSize(3)
                .allMatch(line -> ((JsonObject) line).getString("outcome").equals("skipped"));
        assertThat(run("emoji", "remove", "pack_a", "pack_b").code()).isZero();
        assertNothingRemains("pack");
    }

    @Test
    void an_archive_is_imported_as_a_whole_or_not_at_all() throws IOException {
        Path archive = folder.resolve("zip.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("zip/zip_a.png", "../zip_b.png")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Pictures.png(20, 20));
            }
        }
        byte[] whole = Files.readAllBytes(archive);
        Path damaged = Files.write(folder.resolve("damaged.zip"), Arrays.copyOf(whole, whole.length - 30));

        assertFails("is damaged, nothing was imported", "emoji", "import", damaged.toString());
        assertFails("is neither a folder nor a .zip", "emoji", "import", file("cat.png"));
        assertThat(run("emoji", "import", archive.toString()).out().lines())
                .containsExactly(
                        "zip/zip_a.png: added as :zip_a:.",
                        "../zip_b.png: refused: its path leads out of the archive.",
                        "1 added, 0 skipped, 1 refused.");
        assertThat(run("emoji", "remove", "zip_a").out()).isEqualToIgnoringNewLines(":zip_a: removed.");
        assertNothingRemains("zip");
    }

    @Test
    void what_a_killed_command_left_is_never_shown_and_removed_after_a_day() throws Exception {
        EmojiFeature feature = deployment.instance(0).feature(EmojiFeature.class);
        MediaId left = Blocking.await(
                feature.editor().stage(new NewEmoji("left", "", true), Buffer.buffer(ImageFiles.animatedGif(2))),
                TIMEOUT,
                "Storing an emoji");
        String objects = "select key from media_object where media_id = " + left;
        assertThat(deployment.sql(objects)).hasSize(2);
        assertThat(run("emoji", "list").out()).doesNotContain(":left:");

        Blocking.await(feature.jobs().get(0).work().get(), TIMEOUT, "Sweeping");
        assertThat(deployment.sql(objects)).as("it may still be in progress").hasSize(2);
        deployment.sql("update custom_emoji set updated_at = now() - interval '25 hours' where id = " + left);
        Blocking.await(feature.jobs().get(0).work().get(), TIMEOUT, "Sweeping");

        assertThat(deployment.sql(objects)).isEmpty();
        assertNothingRemains("left");
        assertThat(Blocking.await(
                        feature.editor().publish(List.of(left)).map("published").otherwise(Throwable::getMessage),
                        TIMEOUT,
                        "Publishing"))
                .contains("were added too slowly");
    }

    @Test
    void a_page_with_emoji_needs_as_many_statements_as_one_without() {
        for (int number = 0; number < 10; number++) {
            post("counted", "status", "counted :count_cat:");
        }
        deployment.settle();
        long without = minStatements();

        assertThat(run("emoji", "add", "count_cat", file("cat.png")).code()).isZero();
        TestDeployment.eventually(
                "the page shows the emoji",
                () -> bob.list("/api/v1/timelines/home?limit=40").stream()
                        .filter(entry -> entry.getString("content").contains("counted"))
                        .allMatch(entry -> names(emojis(entry)).equals(List.of("count_cat"))));

        assertThat(minStatements()).isEqualTo(without);
        assertThat(run("emoji", "remove", "count_cat").code()).isZero();
    }

    /** Returns the minimum of several attempts, since some of them count statements of other work, too. */
    private static long minStatements() {
        long minimum = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20; attempt++) {
            long before = deployment.statements();
            bob.home();
            minimum = Math.min(minimum, deployment.statements() - before);
        }
        return minimum;
    }

    /** An animated GIF that cannot be compressed. */
    private static byte[] noise(int width, int height, int frames) throws IOException {
        Random random = new Random(1);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < frames; frame++) {
                random.nextBytes(((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
                writer.writeToSequence(new IIOImage(picture, null, null), null);
            }
            writer.endWriteSequence();
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void assertFails(String reason, String... arguments) {
        CommandResult result = run(arguments);
        assertThat(result.code()).as(result.out()).isEqualTo(1);
        assertThat(result.err()).startsWith("skein: ").contains(reason);
    }

    /** Asserts that there are no rows and no objects of removed and refused emoji. */
    private static void assertNothingRemains(String prefix) throws IOException {
        assertThat(deployment.sql("select id from custom_emoji where shortcode ilike '" + prefix + "%'"))
                .isEmpty();
        List<String> known = deployment.sql("select key from media_object");
        assertThat(known)
                .hasSameSizeAs(
                        deployment.sql("select o.key from custom_emoji e join media_object o on o.media_id = e.id"));
        try (Stream<Path> files = Files.walk(dataFolder.resolve("media"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString).filter(path -> path.endsWith(".png")))
                    .allMatch(path -> known.stream().anyMatch(path::endsWith));
        }
    }

    /** Waits until the server has learned of a change: single statuses, and those in a cached page. */
    private static void awaitEmojis(JsonObject post, String... shortcodes) {
        TestDeployment.eventually(
                "the server knows " + List.of(shortcodes),
                () -> names(emojis(bob.get("/api/v1/statuses/" + post.getString("id"))))
                        .equals(List.of(shortcodes)));
        assertThat(names(emojis(pageEntry(bob, "/api/v1/timelines/home", post))))
                .containsExactly(shortcodes);
    }

    private static JsonObject pageEntry(Person reader, String path, JsonObject post) {
        return single(reader.list(path + "?limit=40").stream()
                .filter(entry -> entry.getString("id").equals(post.getString("id")))
                .toList());
    }

    private static JsonObject single(List<JsonObject> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static JsonObject post(String text, String member, String value) {
        return alice.posts(member.equals("status") ? Map.of("status", value) : Map.of("status", text, member, value));
    }

    private static JsonArray emojis(JsonObject entity) {
        return entity.getJsonArray("emojis");
    }

    private static List<String> names(JsonArray emojis) {
        return emojis.stream().map(emoji -> name((JsonObject) emoji)).toList();
    }

    private static String name(JsonObject emoji) {
        return emoji.getString("shortcode");
    }

    private static HttpResponse<byte[]> fetch(String url) throws IOException, InterruptedException {
        String local = url.replace("http://cdn.test/m/", "http://127.0.0.1:" + alice.port() + "/media/");
        return HTTP.send(HttpRequest.newBuilder(URI.create(local)).build(), BodyHandlers.ofByteArray());
    }

    private static CommandResult run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config;
        int code = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        return new CommandResult(code, out.toString(), err.toString());
    }
}
