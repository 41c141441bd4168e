package social.skein.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.http.Drain;
import social.skein.media.Pictures;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Requests every route, and tests which responses a shared cache may keep: exactly those that are listed here, and none
 * to a request with credentials, except files that are the same for everyone.
 */
class CachePolicyTest {
    private static final String POSTS = "public, max-age=15, stale-while-revalidate=45, stale-if-error=3600";
    private static final String SERVER = "public, max-age=60, stale-while-revalidate=240, stale-if-error=86400";

    /** Routes whose responses are shared if the request has no credentials, by their headers. */
    private static final Map<String, List<String>> SHARED = Map.of(
            POSTS,
            List.of(
                    "GET /@:name",
                    "GET /@:name/:id",
                    "GET /@:name/tagged/:tag",
                    "GET /tags/:tag",
                    "GET /.well-known/webfinger",
                    "GET /api/v1/accounts/:id",
                    "GET /api/v1/accounts/:id/featured_tags",
                    "GET /api/v1/accounts/:id/statuses",
                    "GET /api/v1/accounts/lookup",
                    "GET /api/v1/directory",
                    "GET /api/v1/polls/:id",
                    "GET /api/v1/statuses/:id",
                    "GET /api/v1/statuses/:id/context",
                    "GET /api/v1/statuses/:id/history",
                    "GET /api/v1/tags/:name",
                    "GET /api/v1/timelines/public",
                    "GET /api/v1/timelines/tag/:tag",
                    "GET /api/v1/trends",
                    "GET /api/v1/trends/links",
                    "GET /api/v1/trends/statuses",
                    "GET /api/v1/trends/tags"),
            SERVER,
            List.of(
                    "GET /",
                    "GET /.well-known/host-meta",
                    "GET /.well-known/nodeinfo",
                    "GET /.well-known/oauth-authorization-server",
                    "GET /api/v1/custom_emojis",
                    "GET /api/v1/instance",
                    "GET /api/v1/instance/domain_blocks",
                    "GET /api/v1/instance/peers",
                    "GET /api/v1/instance/rules",
                    "GET /api/v1/instance/translation_languages",
                    "GET /api/v2/instance",
                    "GET /nodeinfo/2.0"));

    /** Files whose bytes no caller, cookie or token changes. */
    private static final Set<String> FILES = Set.of(
            "GET /avatars/original/missing.png",
            "GET /docs",
            "GET /docs/icon.png",
            "GET /docs/oauth2-redirect.html",
            "GET /docs/oauth2-redirect.js",
            "GET /docs/page.css",
            "GET /docs/page.js",
            "GET /docs/swagger-ui.css",
            "GET /docs/swagger-ui.js",
            "GET /headers/original/missing.png",
            "GET /media/:folder/:name",
            "GET /oauth/page.css",
            "GET /openapi.json");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AutoClose
    private static final TestDeployment deployment = TestDeployment.unstarted();

    private static Person alice;
    private static String post;
    private static String picture;
    private static Set<String> routes;

    @BeforeAll
    static void start() {
        Skein skein = deployment.start(Map.of());
        alice = deployment.signUp("alice");
        JsonObject media = alice.uploads(Pictures.png(10, 10), Map.of());
        post = alice.posts(Map.of(
                        "status", "which #robin?",
                        "media_ids[]", media.getString("id"),
                        "poll[options][0]", "this",
                        "poll[options][1]", "that",
                        "poll[expires_in]", "300"))
                .getString("id");
        picture = URI.create(media.getString("url")).getPath();
        routes = routes(skein);
    }

    private static Set<String> routes(Skein skein) {
        return new HttpRouters(skein.config(), skein.connections(), skein.features(), new Drain())
                .publicStack().router().getRoutes().stream()
                        .filter(route -> route.getName() != null && route.methods() != null)
                        .flatMap(route -> route.methods().stream()
                                .filter(method -> !HttpMethod.HEAD.equals(method))
                                .map(method -> method + " " + route.getName()))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void a_request_without_credentials_gets_a_shared_response_from_the_listed_routes_only() throws Exception {
        Map<String, String> shared = new TreeMap<>(shareable(routes, Map.of()));

        FILES.forEach(shared::remove);
        Map<String, String> expected = new TreeMap<>();
        SHARED.forEach((header, listed) -> listed.forEach(route -> expected.put(route, header)));
        assertThat(shared).isEqualTo(expected);
    }

    @Test
    void a_request_with_credentials_gets_no_shared_response() throws Exception {
        Set<String> reading =
                routes.stream().filter(route -> route.startsWith("GET ")).collect(Collectors.toSet());
        Set<String> writing = new TreeSet<>(routes);
        writing.removeAll(reading);
        String token = "Bearer " + alice.token();

        assertThat(shareable(reading, Map.of("Authorization", token))).containsOnlyKeys(FILES);
        assertThat(shareable(reading, Map.of("Authorization", "Bearer nobody"))).containsOnlyKeys(FILES);
        assertThat(shareable(reading, Map.of("Cookie", "session=nobody"))).containsOnlyKeys(FILES);
        assertThat(shareable(writing, Map.of("Authorization", "Bearer nobody"))).isEmpty();
    }

    @Test
    void every_response_that_depends_on_credentials_says_so() throws Exception {
        List<String> cacheable = SHARED.values().stream().flatMap(List::stream).toList();
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Authorization", "Bearer " + alice.token()),
                Map.of("Cookie", "a=b"))) {
            for (String route : cacheable) {
                assertThat(send(route, headers).allValues("Vary"))
                        .as(route)
                        .singleElement()
                        .asString()
                        .startsWith("Authorization, Cookie");
            }
        }
    }

    /** The parameters of the body count, but a cache would answer other requests to the URL with the response. */
    @Test
    void a_request_with_a_body_gets_no_shared_response() throws Exception {
        HttpRequest request = request("GET", "/api/v1/timelines/public", Map.of("Content-Type", "application/json"))
                .method("GET", BodyPublishers.ofString("{\"limit\":0}"))
                .build();

        assertThat(cacheControl(HTTP.send(request, BodyHandlers.discarding()).headers()))
                .isEqualTo("private, no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/@nobody", "/@alice/1", "/api/v1/statuses/1", "/api/v1/accounts/lookup", "/users/alice"})
    void an_error_and_a_redirect_are_not_shared(String path) throws Exception {
        HttpResponse<Void> response = HTTP.send(request("GET", path, Map.of()).build(), BodyHandlers.discarding());

        assertThat(response.statusCode()).isNotEqualTo(200);
        assertThat(cacheControl(response.headers())).isEqualTo("private, no-store");
    }

    @ParameterizedTest
    @CsvSource({"private", "direct"})
    void a_post_that_is_not_public_is_not_shared_with_its_author(String visibility) throws Exception {
        String id = alice.posts(Map.of("status", "hidden", "visibility", visibility))
                .getString("id");
        String path = "/api/v1/statuses/" + id;

        HttpResponse<Void> own = HTTP.send(
                request("GET", path, Map.of("Authorization", "Bearer " + alice.token()))
                        .build(),
                BodyHandlers.discarding());
        HttpResponse<Void> anonymous = HTTP.send(request("GET", path, Map.of()).build(), BodyHandlers.discarding());

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(cacheControl(own.headers())).isEqualTo("private, no-store");
        assertThat(anonymous.statusCode()).isEqualTo(404);
        assertThat(cacheControl(anonymous.headers())).isEqualTo("private, no-store");
    }

    /** The routes whose responses a shared cache may keep, with the header that says how long. */
    private static Map<String, String> shareable(Set<String> requested, Map<String, String> headers) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String route : requested) {
            String header = cacheControl(send(route, headers));
            if (Stream.of("private", "no-store").noneMatch(header::contains)) {
                found.put(route, header);
            }
        }
        return found;
    }

    private static HttpHeaders send(String route, Map<String, String> headers) throws Exception {
        String[] parts = route.split(" ", 2);
        HttpRequest request = request(parts[0], path(parts[1]), headers).build();
        if (!route.contains("/streaming")) {
            return HTTP.send(request, BodyHandlers.discarding()).headers();
        }
        HttpResponse<InputStream> stream = HTTP.send(request, BodyHandlers.ofInputStream());
        stream.body().close();
        return stream.headers();
    }

    /** A path of the route at which there is something to see. */
    private static String path(String route) {
        String owner = route.contains("/accounts/") ? alice.id() : post;
        return switch (route) {
            case "/media/:folder/:name" -> picture;
            case "/.well-known/webfinger" -> route + "?resource=acct:alice@skein.test";
            case "/api/v1/accounts/lookup" -> route + "?acct=alice";
            default ->
                route.replace(":id", owner)
                        .replace("@:name", "@alice")
                        .replace(":name", "robin")
                        .replace(":tag", "robin")
                        .replaceAll(":[a-z_]+", "1");
        };
    }

    private static HttpRequest.Builder request(String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + alice.port() + path))
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return request;
    }

    private static String cacheControl(HttpHeaders headers) {
        return String.join(", ", headers.allValues("Cache-Control"));
    }
}
