package social.skein.status;

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
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Surfer;

/**
 * Some 250 texts that somewhere would be more than text, put wherever people and apps can put words, and read by a parser that
 * forgives as browsers do: they come out as they were typed, and of tags and attributes there are only ours.
 */
class MarkupIsTextTest {
    private static final Map<String, Set<String>> OURS = Map.of(
            "p", Set.of(),
            "br", Set.of(),
            "span", Set.of("class", "translate"),
            "a", Set.of("href", "class", "rel", "target"));
    private static final Set<String> CLASSES =
            Set.of("", "h-card", "u-url", "mention", "hashtag", "ellipsis", "invisible");
    private static final List<String> TEXTS = texts();

    private static Deployment deployment;
    private static Person alice;
    private static Surfer browser;
    private static Surfer stranger;

    @BeforeAll
    static void start() {
        deployment = Deployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream", "SKEIN_REGISTRATION", "open"));
        alice = deployment.signUp("alice");
        browser = new Surfer(alice.port());
        browser.signsIn("alice", "correct horse alice");
        stranger = new Surfer(alice.port());
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** What clients show as the text it is comes to them as the text it was. */
    @Test
    void posts_and_polls_show_it() {
        for (String text : TEXTS) {
            String option = cut(text, 50).strip();
            JsonObject post = alice.posts(Map.of(
                    "status", text,
                    "spoiler_text", text,
                    "poll[options][0]", option,
                    "poll[options][1]", "or not",
                    "poll[expires_in]", "300"));
            checkHtml(post.getString("content"), text.replace("@alice@skein.test", "@alice"));
            assertThat(post.getString("spoiler_text")).isEqualTo(text.strip());
            assertThat(post.getJsonObject("poll")
                            .getJsonArray("options")
                            .getJsonObject(0)
                            .getString("title"))
                    .isEqualTo(option);
        }
    }

    @Test
    void profiles_show_it() {
        for (String text : TEXTS) {
            JsonObject me = changed(Map.of(
                    "note", text,
                    "display_name", cut(text, 30),
                    "fields_attributes[0][name]", text,
                    "fields_attributes[0][value]", text));
            checkHtml(me.getString("note"), text);
            JsonObject field = me.getJsonArray("fields").getJsonObject(0);
            checkHtml(field.getString("value"), text);
            assertThat(me.getString("display_name")).isEqualTo(cut(text, 30).strip());
            assertThat(field.getString("name")).isEqualTo(text.strip());
        }
    }

    /** A page has the same tags and attributes, in the same order, whatever an app is called and whatever it asks with. */
    @Test
    void our_pages_show_it() {
        List<String> consent = outline(consent(browser, "Birdwatcher", "wren"));
        List<String> signIn = outline(consent(stranger, "Birdwatcher", "wren"));
        List<String> signUp = outline(signUp("wren"));
        for (String text : TEXTS) {
            Document page = consent(browser, cut(text, 100), text);
            assertThat(outline(page)).as(text).isEqualTo(consent);
            assertThat(page.select("input[name=state]").attr("value")).isEqualTo(text);
            assertThat(squeezed(page.select("title").first().wholeText())).contains(squeezed(cut(text, 100)));
            assertThat(outline(consent(stranger, cut(text, 100), text)))
                    .as(text)
                    .isEqualTo(signIn);
            assertThat(outline(signUp(text))).as(text).isEqualTo(signUp);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/docs/oauth2-redirect.html",
                "/oauth/authorize?client_id=nobody",
                "/oauth/authorize/native?code=x",
                "/auth/sign_in",
                "/auth/sign_up",
                "/settings",
                "/auth/edit",
                "/auth/sessions",
                "/auth/delete",
                "/oauth/authorized_applications",
                "/settings/exports",
            })
    void no_page_runs_what_is_not_ours_or_shows_in_a_frame(String path) {
        HttpResponse<String> page = (path.startsWith("/auth/sign") ? stranger : browser).asks(path);
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

    private static Document consent(Surfer who, String name, String state) {
        JsonObject app = alice.withToken("")
                .post(
                        "/api/v1/apps",
                        Map.of("client_name", name, "redirect_uris", "urn:ietf:wg:oauth:2.0:oob", "scopes", "read"));
        return Jsoup.parse(
                browser.opens("/oauth/authorize?response_type=code&redirect_uri=urn:ietf:wg:oauth:2.0:oob&scope=read"
                                + "&client_id=" + app.getString("client_id") + "&state=" + encoded(state))
                        .body());
    }

    private static Document signUp(String text) {
        String all = List.of("username", "email", "reason", "lang", "then", "client_id", "state", "scope").stream()
                .map(name -> name + "=" + encoded(text))
                .collect(Collectors.joining("&"));
        return Jsoup.parse(stranger.opens("/auth/sign_up?" + all).body());
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
            assertThat(OURS).as(typed).containsKey(element.tagName());
            assertThat(element.attributes().asList().stream().map(Attribute::getKey))
                    .as(typed)
                    .isSubsetOf(OURS.get(element.tagName()));
            assertThat(CLASSES).as(typed).containsAll(element.classNames());
            if (element.tagName().equals("a")) {
                assertThat(element.attr("href").toLowerCase(java.util.Locale.ROOT))
                        .as(typed)
                        .matches("https?://.*");
                assertThat(element.attr("rel")).as(typed).matches("nofollow noopener|tag|");
            }
        }
        assertThat(squeezed(parsed.body().wholeText())).isEqualTo(squeezed(typed));
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\u2028\\u2029\\u3000]+", "");
    }

    private static JsonObject changed(Map<String, String> profile) {
        return new JsonObject(alice.send("PATCH", "/api/v1/accounts/update_credentials", profile)
                .body());
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** One a line, as JSON has texts. */
    private static List<String> texts() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/social/skein/status/markup.txt")).stream()
                    .map(MarkupIsTextTest::text)
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
