package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.config.Config;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the conventions of all endpoints: error bodies, paging and CORS. */
class HttpConventionsTest {
    private static final String EXPOSED =
            "Link, Retry-After, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id";

    private static TestDeployment deployment;
    private static int port;
    private static int opsPort;
    private static Person alice;
    private static Person bob;
    private static List<String> posts;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        Config config = deployment.start(Map.of("SKEIN_ROLES", "api,stream")).config();
        port = config.http().port();
        opsPort = config.ops().port();
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        for (int i = 0; i < 7; i++) {
            JsonObject status = alice.posts(Map.of("status", "number " + i));
            alice.likes(status);
        }
        posts = alice.ids("/api/v1/accounts/" + alice.id() + "/statuses");
        for (int i = 0; i < 5; i++) {
            deployment.signUp("fan" + i).follows(alice);
        }
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void the_latency_of_requests_is_a_histogram() throws IOException {
        alice.home();

        String metrics;
        try (InputStream page =
                URI.create("http://127.0.0.1:" + opsPort + "/metrics").toURL().openStream()) {
            metrics = new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(metrics)
                .containsPattern("skein_http_requests_seconds_bucket\\{method=\"GET\""
                        + ",route=\"/api/v1/timelines/home\",status=\"200\",le=\"0.5\"} [1-9]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/timelines/home?limit=99999999999, 200",
        "GET, /api/v1/timelines/home?limit=-1, 400",
        "GET, /api/v1/timelines/home?limit=-99999999999, 400",
        "GET, /api/v1/timelines/home?limit=abc, 200",
        "GET, /api/v1/timelines/home?limit=0, 200",
        "GET, /api/v1/timelines/home?max_id=abc, 400",
        "GET, /api/v1/timelines/home?max_id=, 200",
        "GET, /api/v1/timelines/home?max_id=99999999999999999999, 200",
        "GET, /api/v1/timelines/home?max_id=%00, 400",
        "GET, /api/v1/timelines/home?max_id[]=1, 400",
        "GET, /api/v1/timelines/home?min_id=0&max_id=0&since_id=0, 200",
        "GET, /api/v1/timelines/home?x=%zz, 400",
        "GET, /api/v1/timelines/home?x=%, 400",
        "GET, /api/v1/timelines/home?%=1, 400",
        "GET, /api/v1/timelines/home?x=%ff, 200",
        "GET, /api/v1/timelines/home?&&=1&x, 200",
        "GET, /api/v1/statuses/%zz, 400",
        "GET, /api/v1/statuses/%, 400",
        "GET, /api/%, 400",
        "GET, /%zz, 400",
        "GET, /oauth/%zz, 400",
        "GET, /api/v1/statuses/%00, 404",
        "GET, /api/v1/statuses/%ed%a0%80, 404",
        "GET, /api/v1/statuses/1%2F2, 404",
        "GET, /api/v1/statuses/1;x=1, 404",
        "GET, /api/v1/../../etc/passwd, 404",
        "GET, /api, 404",
        "GET, /api/, 404",
        "GET, /api/v1, 404",
        "GET, /api/v1/nothing, 404",
        "GET, /oauth/nothing, 404",
        "GET, /nothing, 404",
        "GET, /api/v1/streaming/hashtag?tag=%zz, 400",
        "GET, /api/v1/streaming/nothing, 404",
        "GET, //api//v1//instance//, 200",
        "GET, /api/v1/instance/, 200",
        "DELETE, /api/v1/timelines/home, 404",
        "POST, /api/v1/timelines/home, 404",
        "FOO, /api/v1/timelines/home, 404",
        "TRACE, /api/v1/timelines/home, 404",
        "GET, /oauth/token, 404",
        "PUT, /oauth/revoke, 404"
    })
    void errors_are_never_500_and_always_json(String method, String path, int status) {
        for (String token : List.of(alice.token(), "")) {
            RawResponse response = raw(method, path, token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");

            assertThat(response.status).isIn(status, token.isEmpty() && path.contains("home?") ? 401 : status);
            assertThat(response.header("Content-Type")).startsWith("application/json");
            assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(response.header("Access-Control-Expose-Headers")).isEqualTo(EXPOSED);
            assertThat(response.header("X-Request-Id")).isNotEmpty();
            if (path.startsWith("/api/v") && !path.contains("streaming") && !path.contains("..")) {
                assertThat(response.header("X-RateLimit-Remaining"))
                        .as(response.head)
                        .isEqualTo("300");
            }
            if (response.status >= 400) {
                assertThat(response.body).matches("\\{\"error\":\"[^\"]+\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/token", "/oauth/revoke"})
    void a_malformed_body_at_a_token_endpoint_is_an_oauth_error(String path) {
        for (String body : List.of("{", "[]", "{\"token\":\"\\u0000\"}")) {
            JsonObject response = new JsonObject(raw("POST", path, "Content-Type: application/json\r\n", body).body);
            assertThat(response.getString("error")).isEqualTo("invalid_request");
            assertThat(response.getString("error_description")).isNotEmpty();
        }
    }

    @Test
    void a_revoked_token_does_not_prevent_getting_a_new_one() {
        RawResponse response = raw(
                "POST",
                "/oauth/token",
                "Authorization: Bearer long-gone\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                "grant_type=client_credentials&client_id=nobody&client_secret=nothing");
        assertThat(response.body).startsWith("{\"error\":\"invalid_client\"");
        assertThat(raw("GET", "/.well-known/nodeinfo", "Authorization: Bearer long-gone\r\n").status)
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"414, GET, 20000, X: y", "400, GET, 1, Bad Name: y", "400, POST, 1, Content-Length: abc"})
    void malformed_http_is_rejected_in_json(int status, String method, int length, String header) {
        RawResponse response = raw(method, "/api/v1/instance?" + "a".repeat(length), header + "\r\n");
        assertThat(response.status).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.body).startsWith("{\"error\":\"");
    }

    @Test
    void oversized_headers_are_rejected_in_json() {
        RawResponse response = raw("GET", "/api/v1/instance", "X: " + "y".repeat(100_000) + "\r\n");
        assertThat(response.status).isEqualTo(431);
        assertThat(response.body).startsWith("{\"error\":\"");
    }

    @Test
    void head_is_get_without_the_body() {
        RawResponse response = raw("HEAD", "/api/v1/instance", "");
        assertThat(response.status).isEqualTo(200);
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.body).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/statuses",
                "/api/v1/nothing",
                "/oauth/token",
                "/oauth/revoke",
                "/oauth/userinfo",
                "/.well-known/nodeinfo",
                "/nodeinfo/2.0"
            })
    void cors_allows_any_origin(String path) {
        RawResponse response = raw("OPTIONS", path, """
                Origin: https://client.example\r
                Access-Control-Request-Method: PATCH\r
                Access-Control-Request-Headers: authorization, x-wren\r
                """);
        assertThat(response.status).isEqualTo(204);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(response.header("Access-Control-Allow-Headers")).isEqualTo("authorization, x-wren");
        assertThat(response.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE", "PUT");
        assertThat(Integer.parseInt(response.header("Access-Control-Max-Age"))).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"statuses", "followers", "favourites"})
    void a_list_is_paged_by_its_links(String list) {
        String path = "favourites".equals(list) ? "/api/v1/favourites" : "/api/v1/accounts/" + alice.id() + "/" + list;
        List<String> all = alice.ids(path + "?limit=40");

        HttpResponse<String> first = get(path + "?limit=2");
        assertThat(ids(first)).isEqualTo(all.subList(0, 2));
        HttpResponse<String> second = get(link(first, "next"));
        assertThat(ids(second)).isEqualTo(all.subList(2, 4));
        assertThat(ids(get(link(second, "prev")))).isEqualTo(all.subList(0, 2));
        HttpResponse<String> above = get(link(first, "prev"));
        assertThat(ids(above)).isEmpty();
        assertThat(above.headers().firstValue("Link"))
                .as("no link on an empty page")
                .isEmpty();
        String last = get(path + "?limit=40").headers().firstValue("Link").orElse("");
        assertThat(last)
                .as("the last page has no next link")
                .startsWith("<")
                .contains("rel=\"prev\"")
                .doesNotContain("next");
    }

    @Test
    void bounds_are_exclusive_and_can_be_combined() {
        String path = "/api/v1/accounts/" + alice.id() + "/statuses?limit=2";
        String oldest = posts.get(6);
        assertThat(ids(get(path + "&since_id=" + oldest))).isEqualTo(posts.subList(0, 2));
        assertThat(ids(get(path + "&min_id=" + oldest))).isEqualTo(posts.subList(4, 6));
        assertThat(ids(get(path + "&min_id=" + oldest + "&since_id=" + posts.get(1))))
                .isEqualTo(posts.subList(4, 6));
        assertThat(ids(get(path + "&max_id=" + posts.get(2) + "&since_id=" + oldest)))
                .isEqualTo(posts.subList(3, 5));
        assertThat(ids(get(path + "&max_id=" + posts.get(2) + "&min_id=" + oldest)))
                .isEqualTo(posts.subList(4, 6));
        assertThat(ids(get(path + "&max_id=" + posts.get(5) + "&min_id=" + oldest)))
                .isEmpty();
        assertThat(ids(get(path + "&max_id=" + Long.MAX_VALUE))).isEqualTo(posts.subList(0, 2));
        assertThat(ids(get("/api/v1/accounts/" + alice.id() + "/statuses?limit=99999999999")))
                .isEqualTo(posts);
    }

    @Test
    void a_link_preserves_the_query_percent_encoded() {
        String link = get("/api/v1/accounts/" + alice.id()
                        + "/statuses?exclude_replies=false&types[]=a,b&types%5B%5D=c%3Bd;e&q=%E9%9B%80+x&limit=2&max_id="
                        + posts.get(0))
                .headers()
                .firstValue("Link")
                .orElse("");

        String address = "http://skein.test/api/v1/accounts/" + alice.id()
                + "/statuses?exclude_replies=false&types%5B%5D=a%2Cb&types%5B%5D=c%3Bd%3Be&q=%E9%9B%80+x&limit=2&";
        assertThat(link)
                .isEqualTo("<" + address + "max_id=" + posts.get(2) + ">; rel=\"next\", <" + address + "min_id="
                        + posts.get(1) + ">; rel=\"prev\"");
    }

    @Test
    void a_link_never_contains_the_token() {
        RawResponse response = raw(
                "GET",
                "/api/v1/favourites?limit=1&access_token=" + alice.token(),
                "Authorization: Bearer " + alice.token() + "\r\n");
        assertThat(response.header("Link")).contains("limit=1&max_id=").doesNotContain("access_token");
    }

    @Test
    void a_repeated_idempotency_key_posts_once_per_account() {
        Map<String, String> key = Map.of("Idempotency-Key", "wren");
        JsonObject first = posted(alice, "one", key);
        JsonObject again = posted(alice, "something else", key);
        assertThat(again.getString("id")).isEqualTo(first.getString("id"));
        assertThat(again.getString("content")).isEqualTo(first.getString("content"));
        assertThat(posted(bob, "one", key).getString("id")).isNotEqualTo(first.getString("id"));
        alice.deletes(first);
    }

    private static JsonObject posted(Person author, String text, Map<String, String> headers) {
        return new JsonObject(author.send("POST", "/api/v1/statuses", new HashMap<>(Map.of("status", text)), headers)
                .body());
    }

    private static HttpResponse<String> get(String path) {
        HttpResponse<String> response =
                alice.send("GET", path.replace("[", "%5B").replace("]", "%5D"), Map.of(), Map.of());
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return response;
    }

    private static List<String> ids(HttpResponse<String> response) {
        return new io.vertx.core.json.JsonArray(response.body())
                .stream().map(entry -> ((JsonObject) entry).getString("id")).toList();
    }

    private static String link(HttpResponse<String> response, String rel) {
        String header = response.headers().firstValue("Link").orElse("");
        Matcher link = Pattern.compile("<http://skein\\.test([^>]+)>; rel=\"" + rel + "\"")
                .matcher(header);
        assertThat(link.find()).as(header).isTrue();
        return link.group(1);
    }

    /** The response to a request that no client library would send. */
    private record RawResponse(int status, String head, String body) {
        String header(String name) {
            Matcher header = Pattern.compile("^" + name + ": (.*?)\\r?$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE)
                    .matcher(head);
            return header.find() ? header.group(1) : "";
        }
    }

    private static RawResponse raw(String method, String path, String headers) {
        return raw(method, path, headers, "");
    }

    private static RawResponse raw(String method, String path, String headers, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String request = method + " " + path + " HTTP/1.1\r\nHost: skein.test\r\nConnection: close\r\n" + headers
                    + length + "\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = response.indexOf("\r\n\r\n");
            assertThat(end).as(method + " " + path + " returned " + response).isPositive();
            return new RawResponse(
                    Integer.parseInt(response.substring(9, 12)),
                    response.substring(0, end),
                    response.substring(end + 4));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
