package social.skein.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;
import social.skein.support.TestBrowser;

class ExportsTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private final Person alice = api.signUp("alice");
    private final Person bob = api.signUp("bob");

    @Test
    void follows_are_exported_in_a_format_that_other_servers_import() {
        alice.post(
                "/api/v1/accounts/" + bob.id() + "/follow",
                Map.of("reblogs", "false", "notify", "true", "languages[]", "eo"));
        HttpResponse<String> file = alice.send("GET", "/api/v1/exports/follows.csv", Map.of());
        assertThat(file.body())
                .isEqualTo("Account address,Show boosts,Notify on new posts,Languages\n" + bob.name()
                        + "@skein.test,false,true,eo\n");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"following_accounts.csv\"");
        assertThat(file.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(file.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void blocks_mutes_lists_and_bookmarks_are_exported() {
        Person carol = api.signUp("carol");
        String post = bob.posts("keep me").getString("id");
        alice.follows(bob);
        alice.post("/api/v1/statuses/" + post + "/bookmark", Map.of());
        alice.post("/api/v1/accounts/" + bob.id() + "/mute", Map.of("notifications", "false"));
        alice.post("/api/v1/accounts/" + carol.id() + "/block", Map.of());
        list("Friends, \"old\" ones", bob);

        assertThat(file("blocks.csv")).isEqualTo(carol.name() + "@skein.test\n");
        assertThat(file("mutes.csv"))
                .isEqualTo("Account address,Hide notifications\n" + bob.name() + "@skein.test,false\n");
        assertThat(file("bookmarks.csv"))
                .isEqualTo("http://skein.test/users/" + bob.name() + "/statuses/" + post + "\n");
        assertThat(file("lists.csv")).isEqualTo("\"Friends, \"\"old\"\" ones\"," + bob.name() + "@skein.test\n");
    }

    private void list(String title, Person member) {
        String id = alice.post("/api/v1/lists", Map.of("title", title)).getString("id");
        alice.post("/api/v1/lists/" + id + "/accounts", Map.of("account_ids[]", member.id()));
    }

    @Test
    void posts_of_every_visibility_are_exported_as_typed_oldest_first() {
        JsonObject first = alice.posts("=HYPERLINK(\"evil\")");
        JsonObject second = alice.posts(
                Map.of("status", "two\nlines", "visibility", "direct", "spoiler_text", "a, b", "language", "en"));
        JsonObject boost = alice.boosts(bob.posts("bob's"));

        JsonArray json = new JsonArray(file("posts.json"));
        assertThat(json).hasSize(3);
        assertThat(json.getJsonObject(0).getString("text")).isEqualTo("=HYPERLINK(\"evil\")");
        assertThat(json.getJsonObject(1).getString("id")).isEqualTo(second.getString("id"));
        assertThat(json.getJsonObject(1).getString("visibility")).isEqualTo("direct");
        assertThat(json.getJsonObject(2).getString("boost_of"))
                .isEqualTo(boost.getJsonObject("reblog").getString("url"));
        assertThat(file("posts.csv"))
                .startsWith("Address,Time,Edited,Visibility,Language,Content warning,Text,Reply to,Boost of,Media\n"
                        + first.getString("url") + ",")
                .contains(",\"'=HYPERLINK(\"\"evil\"\")\",,,\n")
                .contains(",direct,en,\"a, b\",\"two\nlines\",,,\n");
    }

    @Test
    void an_account_without_data_gets_empty_files() {
        assertThat(file("posts.json")).isEqualTo("[\n\n]\n");
        assertThat(file("lists.csv")).isEmpty();
        assertThat(alice.send("HEAD", "/api/v1/exports/posts.json", Map.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void ten_thousand_follows_are_streamed_in_chunks_each_once() {
        String id = alice.id();
        api.sql("insert into account (id, username) select next_id(n % 4096), 'f" + id + "_' || n"
                + " from generate_series(1, 10000) n");
        api.sql("insert into follow (account_id, target_id, id) select " + id + ", id, next_id(shard_of(" + id
                + ")) from account where username like 'f" + id + "%'");

        HttpResponse<String> file = alice.send("GET", "/api/v1/exports/follows.csv", Map.of());

        assertThat(file.headers().firstValue("Transfer-Encoding")).contains("chunked");
        List<String> lines = file.body().lines().toList();
        assertThat(lines).hasSize(10_001).doesNotHaveDuplicates();
    }

    @Test
    void a_signed_in_browser_gets_the_same_files() {
        alice.follows(bob);
        TestBrowser browser = new TestBrowser(alice.port());
        assertThat(browser.open("/settings/exports/follows.csv").location()).startsWith("/auth/sign_in");
        assertThat(browser.signIn(alice.name(), "correct horse " + alice.name()).location())
                .isEqualTo("/settings");
        assertThat(browser.open("/settings/exports/follows.csv").body())
                .contains(bob.name() + "@skein.test,true,false,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"follows.csv", "lists.csv", "blocks.csv", "mutes.csv", "bookmarks.csv", "posts.csv", "posts.json"
            })
    void exports_need_a_valid_token(String file) {
        assertThat(alice.withToken("")
                        .send("GET", "/api/v1/exports/" + file, Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(alice.withToken("nobodys")
                        .send("GET", "/api/v1/exports/" + file, Map.of())
                        .statusCode())
                .isEqualTo(401);
    }

    private String file(String name) {
        HttpResponse<String> response = alice.send("GET", "/api/v1/exports/" + name, Map.of());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
