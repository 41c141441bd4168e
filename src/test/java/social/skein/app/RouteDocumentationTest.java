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

/** Tests that the routes of the public port and the OpenAPI document agree, down to the scopes. */
class RouteDocumentationTest {
    /** Pages and images for browsers, which are not part of the API. */
    private static final Set<String> BROWSER_ROUTES = Set.of(
            "GET /",
            "GET /@{name}",
            "GET /@{name}/{id}",
            "GET /@{name}/tagged/{tag}",
            "GET /tags/{tag}",
            "GET /users/{name}",
            "GET /users/{name}/statuses/{id}",
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
        new HttpRouters(skein.config(), skein.connections(), skein.features(), new Drain())
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
        missing.removeAll(BROWSER_ROUTES);
        missing.removeIf(route -> route.startsWith("GET /docs"));

        assertThat(missing)
                .as("routes without documentation: add them to the paths of the fragment of their area in"
                        + " src/main/resources/openapi/ (document.yaml explains how)")
                .isEmpty();
    }

    @Test
    void every_operation_in_the_document_is_served() {
        Set<String> missing = new TreeSet<>(DOCUMENTED.keySet());
        missing.removeAll(MOUNTED.keySet());

        assertThat(missing)
                .as("operations in src/main/resources/openapi/ without a route")
                .isEmpty();
    }

    @Test
    void the_documented_access_matches_the_routes() {
        assertThat(DOCUMENTED)
                .allSatisfy((operation, access) -> assertThat(access)
                        .as("the documented access of " + operation)
                        .isEqualTo(MOUNTED.get(operation)));
    }

    @Test
    void the_document_is_served_with_an_etag() {
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
    void every_resource_of_the_documentation_page_exists() {
        Person bob = deployment.signUp("bob");
        HttpResponse<String> page = bob.send("GET", "/docs", Map.of());

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';");
        Pattern.compile("(?:href|src)=\"([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(link -> link.group(1))
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
        // Every GET route serves HEAD too.
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

    /** Returns the security of an operation in the notation of {@link Access}. */
    private static String access(JsonNode operation) {
        JsonNode alternatives = operation.path("security");
        if (alternatives.isEmpty()) {
            return "anyone";
        }
        if (alternatives.get(0).has("provisioning")) {
            return "operator";
        }
        boolean anonymous = alternatives.get(0).isEmpty();
        JsonNode scope = alternatives.get(anonymous ? 1 : 0).path("oauth").path(0);
        String caller = anonymous ? "anyone " : operation.has("x-any-token") ? "token " : "user ";
        return scope.isMissingNode() ? "token" : caller + scope.asText();
    }
}
