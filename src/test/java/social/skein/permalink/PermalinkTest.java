package social.skein.permalink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.media.Pictures;
import social.skein.model.AccountId;
import social.skein.oauth.OauthFeature;
import social.skein.support.AuthTestServer;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests that the addresses in the API lead to pages, and that these show no more than the API shows to anyone. */
class PermalinkTest {
    private static TestDeployment deployment;
    private static Person alice;
    private static Person anonymous;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,relay,media", "SKEIN_INSTANCE_TITLE", "Birds"));
        alice = deployment.signUp("alice");
        anonymous = alice.withToken("");
        alice.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("display_name", "Alice A.", "note", "a bio"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void the_link_of_a_public_post_leads_to_a_page_with_its_text() {
        JsonObject post = alice.posts("hello #robin, see https://birds.example/nest");

        HttpResponse<String> response = open(post.getString("url"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(response, "Cache-Control"))
                .isEqualTo("public, max-age=15, stale-while-revalidate=45, stale-if-error=3600");
        assertThat(header(response, "X-Robots-Tag")).isEmpty();
        assertThat(header(response, "Set-Cookie")).isEmpty();
        Document page = Jsoup.parse(response.body());
        assertThat(page.title()).startsWith("Alice A.: “hello #robin").endsWith("· Birds");
        assertThat(page.selectFirst(".text").html()).contains("class=\"mention hashtag\"");
        assertThat(page.text()).contains("hello #robin", "@alice@skein.test", "0 replies");
        assertThat(meta(page, "og:title")).isEqualTo("Alice A. (@alice@skein.test)");
        assertThat(meta(page, "og:description")).isEqualTo("hello #robin, see https://birds.example/nest");
        assertThat(meta(page, "og:url")).isEqualTo(post.getString("url"));
        assertThat(meta(page, "og:site_name")).isEqualTo("Birds");
        assertThat(page.selectFirst("link[rel=canonical]").attr("href")).isEqualTo(post.getString("url"));
    }

    @Test
    void every_address_of_a_post_and_its_author_leads_to_a_page() {
        JsonObject post = alice.posts("addresses #wren");
        JsonObject account = post.getJsonObject("account");
        for (String address : new String[] {
            post.getString("url"),
            post.getString("uri"),
            account.getString("url"),
            account.getString("uri"),
            post.getJsonArray("tags").getJsonObject(0).getString("url")
        }) {
            HttpResponse<String> response = open(address);
            if (response.statusCode() == 302) {
                response = open(header(response, "Location"));
            }
            assertThat(response.statusCode()).as(address).isEqualTo(200);
            assertThat(response.body()).as(address).contains("addresses");
        }
        assertThat(open("/@ALICE").body()).contains("addresses");
        assertThat(open("/@alice@skein.test/").body()).contains("addresses");
        assertThat(open("/@alice/tagged/WREN").body()).contains("addresses");
        assertThat(open("/@alice/tagged/eagle").body()).contains("No public posts yet");
    }

    @ParameterizedTest
    @CsvSource({"public,200", "unlisted,200", "private,404", "direct,404"})
    void only_public_and_unlisted_posts_have_a_page(String visibility, int status) {
        JsonObject post = alice.posts(Map.of("status", "a secret " + visibility, "visibility", visibility));

        HttpResponse<String> page = open(post.getString("url"));

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.body().contains("a secret")).isEqualTo(status == 200);
        assertThat(open("/@alice").body().contains("a secret " + visibility)).isEqualTo(status == 200);
        HttpResponse<String> withToken = alice.send("GET", "/@alice/" + post.getString("id"), Map.of());
        assertThat(withToken.statusCode())
                .as("for the author, whose token is ignored")
                .isEqualTo(status);
        if (visibility.equals("unlisted")) {
            assertThat(header(page, "X-Robots-Tag")).isEqualTo("noindex");
        }
    }

    @Test
    void text_behind_a_content_warning_is_folded_and_not_in_the_preview() {
        JsonObject post = alice.posts(Map.of("status", "the ending", "spoiler_text", "a film"));

        Document page = Jsoup.parse(open(post.getString("url")).body());

        assertThat(page.selectFirst("details > summary").text()).isEqualTo("a film");
        assertThat(page.select("meta").stream().map(meta -> meta.attr("content")))
                .contains("a film")
                .doesNotContain("the ending");
        assertThat(page.title()).doesNotContain("the ending");
    }

    @Test
    void pictures_are_shown_with_their_descriptions_and_in_the_preview() {
        JsonObject first = alice.uploads(Pictures.jpeg(1200, 900), Map.of("description", "a \"nest\" <b>"));
        JsonObject second = alice.uploads(Pictures.png(20, 10), Map.of());
        JsonObject post = new JsonObject(
                alice.sendJson("POST", "/api/v1/statuses", """
                {"status": "look", "media_ids": ["%s", "%s"]}
                """.formatted(first.getString("id"), second.getString("id")))
                        .body());

        HttpResponse<String> response = open(post.getString("url"));

        assertThat(header(response, "Content-Security-Policy")).contains("img-src 'self'; media-src 'self'");
        Document page = Jsoup.parse(response.body());
        Elements pictures = page.select(".text > .media img");
        assertThat(pictures.eachAttr("src")).containsExactly(path(first, "preview_url"), path(second, "preview_url"));
        assertThat(page.select(".media a").eachAttr("href")).containsExactly(path(first, "url"), path(second, "url"));
        Element picture = pictures.get(0);
        JsonObject small = first.getJsonObject("meta").getJsonObject("small");
        assertThat(picture.attr("alt")).isEqualTo("a \"nest\" <b>");
        assertThat(picture.attr("width")).isEqualTo(small.getInteger("width").toString());
        assertThat(picture.attr("height")).isEqualTo(small.getInteger("height").toString());
        assertThat(pictures.eachAttr("loading")).containsOnly("lazy").hasSize(2);
        assertThat(meta(page, "og:image")).isEqualTo(first.getString("url"));
        assertThat(meta(page, "og:image:alt")).isEqualTo("a \"nest\" <b>");
        assertThat(meta(page, "og:image:width")).isEqualTo("1200");
        assertThat(page.select("meta[name=twitter:card]").attr("content")).isEqualTo("summary_large_image");
        assertThat(page.select(".author .avatar").attr("src")).isEqualTo("/avatars/original/missing.png");
    }

    @ParameterizedTest
    @CsvSource({"a film, a film", "'', Sensitive media"})
    void sensitive_media_are_shown_after_a_click_and_not_in_the_preview(String warning, String shown) {
        JsonObject media = alice.uploads(Pictures.png(20, 10), Map.of("description", "the ending"));
        JsonObject post = alice.posts(Map.of(
                "status", "x", "spoiler_text", warning, "sensitive", "true", "media_ids[]", media.getString("id")));

        Document page = Jsoup.parse(open(post.getString("url")).body());

        assertThat(page.select("details > summary").eachText()).containsExactly(shown);
        assertThat(page.select("details .media img").attr("src")).isEqualTo(path(media, "preview_url"));
        assertThat(page.select(".media")).hasSize(1);
        assertThat(meta(page, "og:image")).endsWith("/avatars/original/missing.png");
        assertThat(page.select("meta").eachAttr("content")).doesNotContain("the ending");
    }

    @Test
    void media_of_a_cdn_are_allowed_by_the_policy() {
        String url = deployment
                .start(Map.of("SKEIN_ROLES", "api", "SKEIN_MEDIA_PUBLIC_URL", "https://cdn.example/media"))
                .config()
                .media()
                .publicUrl();
        JsonObject media = alice.uploads(Pictures.png(20, 10), Map.of());
        JsonObject post = alice.posts(Map.of("status", "x", "media_ids[]", media.getString("id")));

        HttpResponse<String> response = alice.atPort(
                        deployment.instance(1).config().http().port())
                .withToken("")
                .send("GET", post.getString("url").replaceFirst("^https?://[^/]+", ""), Map.of());

        assertThat(header(response, "Content-Security-Policy"))
                .contains("img-src 'self' https://cdn.example; media-src 'self' https://cdn.example");
        assertThat(Jsoup.parse(response.body()).select(".media img").attr("src"))
                .startsWith(url)
                .endsWith(path(media, "preview_url").replaceFirst("^/media/", ""));
    }

    @Test
    void a_poll_is_shown_with_its_options() {
        JsonObject post = alice.posts(Map.of(
                "status",
                "which?",
                "poll[options][0]",
                "<owl>",
                "poll[options][1]",
                "robin",
                "poll[expires_in]",
                "300"));

        Document page = Jsoup.parse(open(post.getString("url")).body());

        assertThat(page.select(".poll li").eachText()).containsExactly("<owl> 0 votes", "robin 0 votes");
    }

    @Test
    void a_boost_leads_to_its_original() {
        Person bob = deployment.signUp("bob");
        JsonObject post = alice.posts("boost me");
        JsonObject boost = bob.boosts(post);

        HttpResponse<String> redirect = open("/@bob/" + boost.getString("id"));

        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(header(redirect, "Location")).isEqualTo("/@alice/" + post.getString("id"));
        assertThat(Jsoup.parse(open("/@bob").body()).text()).contains("bob boosted Alice A.", "boost me");
    }

    @Test
    void an_account_that_opted_out_of_search_engines_is_not_indexed() {
        Person carol = deployment.signUp("carol");
        JsonObject post = carol.posts("shy");
        carol.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("discoverable", "false"));

        for (String path : new String[] {"/@carol", post.getString("url")}) {
            HttpResponse<String> page = open(path);
            assertThat(header(page, "X-Robots-Tag")).isEqualTo("noindex");
            assertThat(Jsoup.parse(page.body()).select("meta[name=robots]").attr("content"))
                    .isEqualTo("noindex");
        }
    }

    @Test
    void a_suspended_account_is_gone_and_so_are_its_posts() {
        Person dan = deployment.signUp("dan");
        JsonObject post = dan.posts("before");
        AuthTestServer.await(deployment
                .instance(0)
                .feature(OauthFeature.class)
                .moderation()
                .suspend(AccountId.parse(dan.id()).orElseThrow()));

        assertThat(open("/@dan").statusCode()).isEqualTo(410);
        assertThat(open("/@dan").body()).doesNotContain("before");
        assertThat(open(post.getString("url")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_deleted_post_is_not_found() {
        JsonObject post = alice.posts("oops");
        alice.deletes(post);

        assertThat(open(post.getString("url")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/@nobody",
                "/@alice@elsewhere.example",
                "/@al%20ice",
                "/@alice/1",
                "/@alice/x",
                "/@alice/with_replies",
                "/@alice/99999999999999999999",
                "/@alice%00",
                "/@alice/tagged/a%20b",
                "/tags/%3Cscript%3E",
                "/users/%2F%2Fevil.example",
                "/users/a%0d%0aSet-Cookie:x"
            })
    void an_unknown_address_is_a_page_that_says_so(String path) {
        HttpResponse<String> page = open(path);

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(header(page, "Content-Type")).startsWith("text/html");
        assertThat(header(page, "Cache-Control")).isEqualTo("private, no-store");
        assertThat(Jsoup.parse(page.body()).text()).contains("There is nothing at this address, or it is not public.");
    }

    @Test
    void the_name_in_the_address_must_be_the_authors() {
        deployment.signUp("eve");
        JsonObject post = alice.posts("mine");

        assertThat(open("/@eve/" + post.getString("id")).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> open(String address) {
        return anonymous.send("GET", address.replaceFirst("^https?://[^/]+", ""), Map.of());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().allValues(name).stream().collect(Collectors.joining(", "));
    }

    private static String meta(Document page, String property) {
        return page.select("meta[property=" + property + "]").attr("content");
    }

    private static String path(JsonObject media, String url) {
        return media.getString(url).replaceFirst("^https?://[^/]+", "");
    }
}
