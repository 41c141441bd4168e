package social.skein.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.http.Access;
import social.skein.http.Drain;
import social.skein.support.OpenApiConformance;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** What is mounted on the public port and what the document says are the same, to the scope. */
class RouteDocumentationTest {
    /** Pages and pictures for browsers, which are no part of the API. */
    private static final Set<String> FOR_BROWSERS = Set.of(
            "GET /",
            "GET /avatars/original/missing.png",
            "GET /headers/original/missing.png",
            "GET /oauth/authorize",
            "POST /oauth/authorize",
            "GET /oauth/authorize/native",
            "POST /oauth/sign_in",
            "GET /oauth/page.css",
            "GET /auth/sign_up",
            "POST /auth/sign_up",
            "GET /auth/sign_in",
            "POST /auth/sign_in",
            "POST /auth/sign_out",
            "POST /auth/sign_out_everywhere",
            "GET /auth/edit",
            "POST /auth/edit",
            "GET /auth/sessions",
            "POST /auth/sessions/end",
            "GET /settings",
            "GET /oauth/authorized_applications",
            "POST /oauth/authorized_applications/revoke",
            "GET /auth/delete",
            "POST /auth/delete",
            "GET /settings/exports",
            "GET /settings/exports/follows.csv",
            "GET /settings/exports/lists.csv",
            "GET /settings/exports/blocks.csv",
            "GET /settings/exports/mutes.csv",
            "GET /settings/exports/bookmarks.csv",
            "GET /settings/exports/posts.csv",
            "GET /settings/exports/posts.json");

    private static TestDeployment deployment;
    private static final Map<String, String> MOUNTED = new TreeMap<>();
    private static final Map<String, String> DOCUMENTED = new TreeMap<>();

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(1);
        Skein skein = deployment.instance(0);
        new HttpRouters(skein.config(), skein.backends(), skein.features(), new Drain())
                .publicStack()
                .router()
                .getRoutes()
                .forEach(RouteDocumentationTest::add);
        DOCUMENTED.putAll(documented());
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void every_route_is_in_the_document() {
        Set<String> missing = new TreeSet<>(MOUNTED.keySet());
        missing.removeAll(DOCUMENTED.keySet());
        missing.removeAll(FOR_BROWSERS);
        missing.removeIf(route -> route.startsWith("GET /docs"));

        assertThat(missing)
                .as("These are served, but not described: add them to the paths of the fragment of their area in"
                        + " src/main/resources/openapi/ (document.yaml explains how)")
                .isEmpty();
    }

    @Test
    void everything_in_the_document_is_served() {
        Set<String> missing = new TreeSet<>(DOCUMENTED.keySet());
        missing.removeAll(MOUNTED.keySet());

        assertThat(missing)
                .as("These are described in src/main/resources/openapi/, but nothing mounts them")
                .isEmpty();
    }

    @Test
    void both_agree_on_who_may_ask() {
        assertThat(DOCUMENTED)
                .allSatisfy((operation, access) -> assertThat(access)
                        .as("access: of " + operation + " in src/main/resources/openapi/")
                        .isEqualTo(MOUNTED.get(operation)));
    }

    @Test
    void the_document_is_served_and_need_not_be_fetched_twice() {
        Person alice = deployment.signUp("alice");
        HttpResponse<String> first = alice.send("GET", "/openapi.json", Map.of());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = alice.send("GET", "/openapi.json", Map.of(), Map.of("If-None-Match", tag));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tag).startsWith("\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void the_page_to_try_it_has_all_it_names() {
        Person bob = deployment.signUp("bob");
        HttpResponse<String> page = bob.send("GET", "/docs", Map.of());

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';");
        Pattern.compile("(?:href|src)=\"([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(named -> named.group(1))
                .forEach(path -> assertThat(bob.send("GET", path, Map.of()).statusCode())
                        .as(path)
                        .isEqualTo(200));
    }

    private static void add(Route route) {
        if (route.getName() == null || route.methods() == null) {
            return;
        }
        String path = route.getName().replaceAll(":([a-z_]+)", "{$1}");
        Object access = route.getMetadata(Access.class.getName());
        // HEAD goes wherever GET does.
        route.methods().stream()
                .filter(method -> !method.equals(HttpMethod.HEAD))
                .forEach(method -> MOUNTED.put(method + " " + path, access == null ? "anyone" : access.toString()));
    }

    private static Map<String, String> documented() {
        Map<String, String> documented = new TreeMap<>();
        JsonNode paths = OpenApiConformance.document().path("paths");
        paths.fieldNames()
                .forEachRemaining(path -> paths.path(path)
                        .fields()
                        .forEachRemaining(operation -> documented.put(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path,
                                access(operation.getValue()))));
        return documented;
    }

    /** An operation's security, in the words of {@link Access}. */
    private static String access(JsonNode operation) {
        JsonNode ways = operation.path("security");
        if (ways.isEmpty()) {
            return "anyone";
        }
        boolean open = ways.get(0).isEmpty();
        JsonNode scope = ways.get(open ? 1 : 0).path("oauth").path(0);
        String who = open ? "anyone " : operation.has("x-any-token") ? "token " : "user ";
        return scope.isMissingNode() ? "token" : who + scope.asText();
    }
}
