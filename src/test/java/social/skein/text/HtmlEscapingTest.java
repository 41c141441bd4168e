package social.skein.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.media.Pictures;
import social.skein.support.Person;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;

/**
 * Tests about 250 hostile texts in every field that users and apps can write. A parser as lenient as a browser must
 * find the texts as typed, and no tags and attributes except those of the server.
 */
class HtmlEscapingTest {
    private static final Map<String, Set<String>> ALLOWED_TAGS = Map.of(
            "p", Set.of(),
            "br", Set.of(),
            "span", Set.of("class", "translate"),
            "a", Set.of("href", "class", "rel", "target"));
    private static final Set<String> CLASSES =
            Set.of("", "h-card", "u-url", "mention", "hashtag", "ellipsis", "invisible");
    private static final List<String> TEXTS = texts();

    private static TestDeployment deployment;
    private static Person alice;
    private static TestBrowser browser;
    private static TestBrowser anonymousBrowser;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream,relay,media", "SKEIN_REGISTRATION", "open"));
        alice = deployment.signUp("alice");
        browser = new TestBrowser(alice.port());
        browser.signIn("alice", "correct horse alice");
        anonymousBrowser = new TestBrowser(alice.port());
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void posts_show_hostile_text_as_typed() {
        for (String text : joinUpTo(450)) {
            JsonObject post = alice.posts(Map.of("status", text));
            checkHtml(post.getString("content"), text.replace("@alice@skein.test", "@alice"));
        }
    }

    /** Fields that clients show as plain text are sent unescaped. */
    @Test
    void content_warnings_and_poll_options_are_sent_as_typed() {
        for (List<String> four : slices(
                TEXTS.stream()
                        .map(text -> truncate(text, 50).strip())
                        .distinct()
                        .toList(),
                4)) {
            Map<String, String> form = new HashMap<>(
                    Map.of("status", "which?", "spoiler_text", String.join(" ", four), "poll[expires_in]", "300"));
            List<String> options = new ArrayList<>(four);
            while (options.size() < 2) {
                options.add("or not");
            }
            for (int i = 0; i < options.size(); i++) {
                form.put("poll[options][" + i + "]", options.get(i));
            }
            JsonObject post = alice.posts(form);
            assertThat(post.getString("spoiler_text")).isEqualTo(String.join(" ", four));
            assertThat(post.getJsonObject("poll").getJsonArray("options").stream()
                            .map(option -> ((JsonObject) option).getString("title")))
                    .isEqualTo(options);
        }
    }

    @Test
    void profiles_show_hostile_text_as_typed() {
        for (List<String> four : slices(TEXTS, 4)) {
            String note = truncate(String.join("\n", four), 500);
            Map<String, String> change = new HashMap<>(Map.of("note", note, "display_name", truncate(four.get(0), 30)));
            for (int i = 0; i < four.size(); i++) {
                change.put("fields_attributes[" + i + "][name]", four.get(i));
                change.put("fields_attributes[" + i + "][value]", four.get(i));
            }
            JsonObject account = new JsonObject(alice.send("PATCH", "/api/v1/accounts/update_credentials", change)
                    .body());
            checkHtml(account.getString("note"), note);
            assertThat(account.getString("display_name"))
                    .isEqualTo(truncate(four.get(0), 30).strip());
            for (int i = 0; i < four.size(); i++) {
                JsonObject field = account.getJsonArray("fields").getJsonObject(i);
                checkHtml(field.getString("value"), four.get(i));
                assertThat(field.getString("name")).isEqualTo(four.get(i).strip());
            }
        }
    }

    /** A page has the same tags and attributes in the same order for any name and parameters of the app. */
    @Test
    void pages_show_hostile_text_as_typed() {
        List<String> consent = outline(consent(browser, "Birdwatcher", "wren"));
        List<String> signIn = outline(consent(anonymousBrowser, "Birdwatcher", "wren"));
        List<String> signUp = outline(signUp("wren"));
        for (String text : joinUpTo(100)) {
            Document page = consent(browser, text, text);
            assertThat(outline(page)).as(text).isEqualTo(consent);
            assertThat(page.select("input[name=state]").attr("value")).isEqualTo(text);
            assertThat(withoutWhitespace(page.select("title").first().wholeText()))
                    .contains(withoutWhitespace(text));
        }
        for (String text : joinUpTo(450)) {
            assertThat(outline(consent(anonymousBrowser, truncate(text, 100), text)))
                    .as(text)
                    .isEqualTo(signIn);
            assertThat(outline(signUp(text))).as(text).isEqualTo(signUp);
        }
    }

    /** The page of a post has the same tags and attributes for any text, and so has that of its author. */
    @Test
    void permalinks_show_hostile_text_as_typed() {
        Person writer = deployment.signUp("writer");
        List<String> options = TEXTS.stream()
                .map(text -> truncate(text, 50).strip())
                .distinct()
                .toList();
        String picture = writer.uploads(Pictures.png(10, 10), Map.of()).getString("id");
        List<String> post = outline(postPage(writer, picture, List.of("wren", "robin", "owl", "heron")));
        List<String> account = outline(permalink("/@writer"));
        for (int i = 0; i + 4 <= options.size(); i += 4) {
            List<String> four = options.subList(i, i + 4);
            Document page = postPage(writer, picture, four);
            assertThat(outline(page)).as(four.toString()).isEqualTo(post);
            assertThat(page.select(".poll li > span:first-child").stream()
                            .map(option -> withoutWhitespace(option.wholeText())))
                    .isEqualTo(four.stream()
                            .map(HtmlEscapingTest::withoutWhitespace)
                            .toList());
            assertThat(withoutWhitespace(page.select(".media img").attr("alt")))
                    .isEqualTo(withoutWhitespace(String.join("\n", four)));
            String warning = withoutWhitespace(String.join(" ", four));
            assertThat(withoutWhitespace(page.select("summary").first().wholeText()))
                    .isEqualTo(warning);
            assertThat(withoutWhitespace(
                            page.select("meta[property=og:description]").attr("content")))
                    .isEqualTo(warning);
            assertThat(outline(permalink("/@writer"))).as(four.toString()).isEqualTo(account);
        }
    }

    /** Writes the texts into all fields that are shown without links, and replaces the only post. */
    private static Document postPage(Person writer, String picture, List<String> four) {
        Map<String, String> profile = new HashMap<>(Map.of("display_name", truncate(four.get(0), 30)));
        Map<String, String> post =
                new HashMap<>(Map.of("status", "x", "spoiler_text", String.join(" ", four), "poll[expires_in]", "300"));
        post.putAll(Map.of(
                "media_ids[]", picture,
                "media_attributes[0][id]", picture,
                "media_attributes[0][description]", String.join("\n", four)));
        for (int i = 0; i < four.size(); i++) {
            profile.put("fields_attributes[" + i + "][name]", four.get(i));
            post.put("poll[options][" + i + "]", four.get(i));
        }
        writer.send("PATCH", "/api/v1/accounts/update_credentials", profile);
        writer.list("/api/v1/accounts/" + writer.id() + "/statuses").forEach(writer::deletes);
        return permalink("/@writer/" + writer.posts(post).getString("id"));
    }

    private static Document permalink(String path) {
        return Jsoup.parse(anonymousBrowser.open(path).body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/docs/oauth2-redirect.html",
                "/oauth/authorize?client_id=nobody",
                "/oauth/authorize/native?code=x",
                "/@alice",
                "/@nobody",
                "/tags/robin",
                "/auth/sign_in",
                "/auth/sign_up",
                "/settings",
                "/auth/edit",
                "/auth/sessions",
                "/auth/delete",
                "/oauth/authorized_applications",
                "/settings/exports",
            })
    void no_page_runs_foreign_scripts_or_loads_in_a_frame(String path) {
        HttpResponse<String> page = (path.startsWith("/auth/sign") ? anonymousBrowser : browser).get(path);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy).startsWith("default-src 'none';").contains("frame-ancestors 'none'");
        assertThat(policy).doesNotContain("unsafe", "*", "http:", "https:");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        Document document = Jsoup.parse(page.body());
        assertThat(document.select("script:not([src]), style, [style], base, iframe, object, embed"))
                .isEmpty();
        assertThat(document.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes().asList())
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")));
    }

    private static Document consent(TestBrowser client, String name, String state) {
        JsonObject app = alice.withToken("")
                .post(
                        "/api/v1/apps",
                        Map.of("client_name", name, "redirect_uris", "urn:ietf:wg:oauth:2.0:oob", "scopes", "read"));
        return Jsoup.parse(
                client.open("/oauth/authorize?response_type=code&redirect_uri=urn:ietf:wg:oauth:2.0:oob&scope=read"
                                + "&client_id=" + app.getString("client_id") + "&state=" + encoded(state))
                        .body());
    }

    private static Document signUp(String text) {
        String all = List.of("username", "email", "reason", "lang", "then", "client_id", "state", "scope").stream()
                .map(name -> name + "=" + encoded(text))
                .collect(Collectors.joining("&"));
        return Jsoup.parse(anonymousBrowser.open("/auth/sign_up?" + all).body());
    }

    private static List<String> outline(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " "
                        + new TreeSet<>(element.attributes().asList().stream()
                                .map(Attribute::getKey)
                                .toList()))
                .toList();
    }

    private static void checkHtml(String html, String typed) {
        Document parsed = Jsoup.parseBodyFragment(html);
        for (Element element : parsed.body().select("*:not(body)")) {
            assertThat(ALLOWED_TAGS).as(typed).containsKey(element.tagName());
            assertThat(element.attributes().asList().stream().map(Attribute::getKey))
                    .as(typed)
                    .isSubsetOf(ALLOWED_TAGS.get(element.tagName()));
            assertThat(CLASSES).as(typed).containsAll(element.classNames());
            if (element.tagName().equals("a")) {
                assertThat(element.attr("href").toLowerCase(java.util.Locale.ROOT))
                        .as(typed)
                        .matches("https?://.*");
                assertThat(element.attr("rel")).as(typed).matches("nofollow noopener|tag|");
            }
        }
        assertThat(withoutWhitespace(parsed.body().wholeText())).isEqualTo(withoutWhitespace(typed));
    }

    private static String withoutWhitespace(String text) {
        return text.replaceAll("[\\s\\u2028\\u2029\\u3000]+", "");
    }

    /** Returns all texts, joined into batches of at most {@code maxLength} characters; longer texts are truncated. */
    private static List<String> joinUpTo(int maxLength) {
        List<String> batches = new ArrayList<>();
        String last = "";
        for (String text : TEXTS) {
            String more = last.isEmpty() ? truncate(text, maxLength) : last + " " + text;
            if (more.codePointCount(0, more.length()) > maxLength) {
                batches.add(last);
                more = truncate(text, maxLength);
            }
            last = more;
        }
        batches.add(last);
        return batches;
    }

    private static <T> List<List<T>> slices(List<T> all, int size) {
        List<List<T>> slices = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            slices.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return slices;
    }

    private static String truncate(String text, int maxLength) {
        return text.codePointCount(0, text.length()) <= maxLength
                ? text
                : text.substring(0, text.offsetByCodePoints(0, maxLength));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads the texts from a file with one JSON string per line. */
    private static List<String> texts() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/social/skein/text/markup.txt")).stream()
                    .map(HtmlEscapingTest::text)
                    .toList();
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    private static String text(String line) {
        try {
            return new ObjectMapper().readValue(line, String.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(line, malformed);
        }
    }
}
