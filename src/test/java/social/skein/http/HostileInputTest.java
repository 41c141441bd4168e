package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.ApiOperation;
import social.skein.support.OpenApiConformance;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Tests every operation of the OpenAPI document with malformed and oversized values in every body, query and path
 * parameter. No response is a 500, every error has a message, and every status is documented.
 */
class HostileInputTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** JSON values for a body. */
    private static final List<String> VALUES = List.of(
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\u202e\\u2066\\u001b[31m\\u2028\\r\\nX: y\"",
            "\"z" + "\\u0301".repeat(20_000) + "\"",
            "1" + "0".repeat(900),
            "{\"a\":{\"b\":[1]}}",
            "[\"x\",null,{},[1],true]",
            "[" + String.join(",", Collections.nCopies(20_000, "\"109\"")) + "]");

    private static final List<String> IN_QUERIES =
            List.of("=%00", "[a]=x", "=" + "9".repeat(900), "=-1", "=%ed%a0%80", "='%20or%201=1--", "[]=x");

    private static final Set<String> PAGING = Set.of("max_id", "since_id", "min_id", "limit", "offset");

    private static final List<String> IN_PATHS =
            List.of("%00", "%ed%a0%80", "9".repeat(30), "-1", "'%20or%201=1", "%0d%0a", "%e2%80%ae");

    private static TestDeployment deployment;
    private static Person alice;
    private static final Map<String, String> IDS = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream", "SKEIN_OVERLOAD_LIMIT", "none"));
        alice = deployment.signUp("alice");
        String birds = alice.post("/api/v1/lists", Map.of("title", "birds")).getString("id");
        IDS.put("/api/v1/accounts/", deployment.signUp("bob").id());
        IDS.put("/api/v1/lists/", birds);
        IDS.put("/api/v1/timelines/list/", birds);
        JsonObject filter = alice.post(
                "/api/v2/filters",
                Map.of("title", "birds", "context[]", "home", "keywords_attributes[0][keyword]", "owl"));
        String keyword = filter.getJsonArray("keywords").getJsonObject(0).getString("id");
        IDS.put("/api/v1/filters/", keyword);
        IDS.put("/api/v2/filters/keywords/", keyword);
        IDS.put("/api/v2/filters/", filter.getString("id"));
        IDS.put("", alice.posts("hello").getString("id"));
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void no_operation_returns_500_for_hostile_input() {
        List<HttpRequest> requests = new ArrayList<>();
        ApiOperation.all().forEach(operation -> {
            String path = operation.path().replaceAll("\\{[^}]+}", id(operation));
            for (String name : operation.bodyFields()) {
                VALUES.forEach(value -> requests.add(json(operation, path, name, value)));
            }
            for (String name : operation.queryParams()) {
                String bare = name.replace("[]", "");
                IN_QUERIES.forEach(value ->
                        requests.add(minimalRequest(operation, path + "?" + encoded(bare) + bracketed(value))));
                requests.add(minimalRequest(operation, path + "?" + ("&" + encoded(bare + "[]") + "=1").repeat(300)));
            }
            if (operation.path().contains("{")) {
                IN_PATHS.forEach(value ->
                        requests.add(minimalRequest(operation, operation.path().replaceAll("\\{[^}]+}", value))));
            }
        });
        assertThat(requests).hasSizeGreaterThan(1_200);

        assertThat(sendAll(requests)).isEmpty();
    }

    @Test
    void a_text_may_have_its_documented_maximum_length_but_no_more() {
        List<String> tested = new ArrayList<>();
        for (ApiOperation operation : ApiOperation.all()) {
            String path = operation.path().replaceAll("\\{[^}]+}", id(operation));
            for (String name : operation.bodyFields()) {
                int maxLength = operation.maxLength(name);
                if (maxLength > 0 && !needsOtherCredential(operation) && !needsUpload(operation)) {
                    String what = operation + " " + name;
                    HttpResponse<String> whole = send(json(operation, path, name, quoted(maxLength)));
                    assertThat(whole.statusCode()).as(what + " " + whole.body()).isEqualTo(200);
                    HttpResponse<String> more = send(json(operation, path, name, quoted(maxLength + 1)));
                    assertThat(more.statusCode()).as(what).isEqualTo(422);
                    assertThat(more.body()).as(what).contains(Integer.toString(maxLength));
                    tested.add(what);
                }
            }
        }
        assertThat(tested).hasSizeGreaterThanOrEqualTo(15);
    }

    /** Whether it needs a file or the id of one; {@code MediaTest} tests the descriptions. */
    private static boolean needsUpload(ApiOperation operation) {
        return operation.path().matches("/api/v[12]/media(/.*)?");
    }

    /** Whether no account may call it: sign-up, which needs an app's token, and the provisioning API (its own test). */
    private static boolean needsOtherCredential(ApiOperation operation) {
        return operation.path().equals("/api/v1/accounts") || operation.path().startsWith("/api/skein/");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/statuses, status, 500",
        "POST, /api/v1/statuses, spoiler_text, 500",
        "POST, /api/v1/statuses, poll.options, 50",
        "PATCH, /api/v1/accounts/update_credentials, fields_attributes.name, 255",
        "PATCH, /api/v1/accounts/update_credentials, fields_attributes.value, 255",
        "POST, /api/v1/apps, redirect_uris, 2000",
        "POST, /api/v1/apps, website, 1998"
    })
    void a_nested_text_may_have_its_maximum_length_but_no_more(String method, String path, String name, int maxLength) {
        assertThat(send(request(method, path, oversizedField(name, maxLength))).statusCode())
                .isEqualTo(200);
        assertThat(send(request(method, path, oversizedField(name, maxLength + 1)))
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"text\"",
                "17",
                "null",
                "{",
                "{\"status\":\"x\"",
                "{\"status\":\"x\"}}",
                "{\"status\":\"x\"} x",
                "{'status':'x'}",
                "{\"status\":NaN}",
                "{\"status\":\"\\x\"}",
                "\u0000",
                "{\"status\":\"a\u0001b\"}",
                "<a/>"
            })
    void a_body_that_is_not_a_json_object_is_a_400(String body) {
        HttpResponse<String> response = send(request("POST", "/api/v1/statuses", body));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"error\":\"The body should be a JSON object\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 900, 100_000})
    void deep_nesting_is_a_400(int depth) {
        for (String body : List.of(
                "{\"status\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
                "{\"a\":".repeat(depth) + "1" + "}".repeat(depth))) {
            assertThat(send(request("POST", "/api/v1/statuses", body)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void the_last_value_of_a_repeated_name_applies() {
        HttpResponse<String> response =
                send(request("POST", "/api/v1/statuses", "{\"status\":\"first\",\"status\":\"last\"}"));
        assertThat(new JsonObject(response.body()).getString("content")).isEqualTo("<p>last</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere' or '1'='1",
                "nowhere') or (1=1) --",
                "nowhere'; delete from status; --",
                "nowhere\\'; select pg_sleep(9); --",
                "nowhere\" union select password_hash from credential --",
                "nowhere*/ or true /*",
                "nowhere') <-> ('hello",
                "nowhere' & !hello:*",
                "nowhere%",
                "nowhere_",
                "nowhere$1",
            })
    void a_search_term_is_never_part_of_a_statement(String term) {
        String before = deployment.sql("select count(*) from status").get(0);
        String encoded = encoded(term);
        for (String path : List.of(
                "/api/v2/search?q=" + encoded,
                "/api/v2/search?type=statuses&limit=5&offset=1&q=" + encoded,
                "/api/v1/accounts/search?q=" + encoded,
                "/api/v1/accounts/search?following=true&q=" + encoded,
                "/api/v1/accounts/lookup?acct=" + encoded,
                "/api/v1/timelines/tag/nowhere?any%5B%5D=" + encoded,
                "/api/v1/timelines/tag/nowhere?none%5B%5D=" + encoded)) {
            HttpResponse<String> response = send(request("GET", path, ""));

            assertThat(response.statusCode()).as(path).isIn(200, 404);
            assertThat(response.body()).as(path).doesNotContain("\"username\"", "\"content\"", "argon2");
        }
        assertThat(deployment.sql("select count(*) from status")).containsExactly(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 desc; delete from status; --", "1) or (1=1", "1' or '1'='1", "0x7fffffff", "1e3", "$1"})
    void paging_parameters_are_never_part_of_a_statement(String bound) {
        String before = deployment.sql("select count(*) from status").get(0);
        for (String path : List.of(
                "/api/v1/timelines/home",
                "/api/v1/timelines/public",
                "/api/v1/notifications",
                "/api/v2/notifications",
                "/api/v1/favourites",
                "/api/v1/accounts/" + alice.id() + "/statuses",
                "/api/v1/accounts/" + alice.id() + "/followers",
                "/api/v1/trends/tags")) {
            for (String name : PAGING) {
                HttpResponse<String> response = send(request("GET", path + "?" + name + "=" + encoded(bound), ""));
                assertThat(response.statusCode()).as(path + " " + name).isLessThan(500);
            }
        }
        assertThat(deployment.sql("select count(*) from status")).containsExactly(before);
    }

    private static Queue<String> sendAll(List<HttpRequest> requests) {
        Queue<String> violations = new ConcurrentLinkedQueue<>();
        int batch = 8;
        for (int i = 0; i < requests.size(); i += batch) {
            requests.subList(i, Math.min(i + batch, requests.size())).stream()
                    .map(request -> HTTP.sendAsync(request, BodyHandlers.ofString()))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .forEach(response -> check(response, violations));
        }
        return violations;
    }

    private static void check(HttpResponse<String> response, Queue<String> violations) {
        String what = response.request().method() + " " + response.uri() + " -> " + response.statusCode() + " "
                + response.body();
        if (response.statusCode() >= 500) {
            violations.add(what);
        } else if (response.statusCode() >= 400 && !response.body().matches("(?s)\\{\"error\":\"[^\"].*")) {
            violations.add(what + " has no message");
        } else if (response.statusCode() != 414) {
            OpenApiConformance.check(response);
        }
    }

    private static String id(ApiOperation operation) {
        // The reported account is not in the path.
        if (operation.path().equals("/api/v1/reports")) {
            return IDS.getOrDefault("/api/v1/accounts/", "");
        }
        return IDS.entrySet().stream()
                .filter(entry -> operation.path().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static HttpRequest json(ApiOperation operation, String path, String name, String value) {
        ObjectNode body = operation.minimalBody(id(operation)).put(name, "@@@");
        return request(operation.method(), path, body.toString().replace("\"@@@\"", value));
    }

    private static HttpRequest minimalRequest(ApiOperation operation, String path) {
        return request(operation.method(), path, "");
    }

    private static String oversizedField(String name, int length) {
        String text = quoted(length);
        return switch (name) {
            case "poll.options" -> "{\"status\":\"x\",\"poll\":{\"expires_in\":300,\"options\":[\"a\"," + text + "]}}";
            case "fields_attributes.name" -> "{\"fields_attributes\":[{\"name\":" + text + ",\"value\":\"x\"}]}";
            case "fields_attributes.value" -> "{\"fields_attributes\":[{\"value\":" + text + ",\"name\":\"x\"}]}";
            case "redirect_uris" -> "{\"client_name\":\"x\",\"redirect_uris\":" + address(length) + "}";
            case "website" -> "{\"client_name\":\"x\",\"redirect_uris\":\"x://y\",\"website\":" + address(length) + "}";
            case "spoiler_text" ->
                "{\"status\":\"\",\"poll\":{\"expires_in\":300,\"options\":[\"a\",\"b\"]},\"spoiler_text\":" + text
                        + "}";
            default -> "{\"" + name + "\":" + text + "}";
        };
    }

    private static String quoted(int length) {
        return "\"" + "w".repeat(length) + "\"";
    }

    private static String address(int length) {
        return "\"https://app.example/" + "w".repeat(length - "https://app.example/".length()) + "\"";
    }

    private static String bracketed(String value) {
        return value.replace("[", "%5B").replace("]", "%5D");
    }

    private static HttpRequest request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + alice.port() + path))
                .header("Authorization", "Bearer " + alice.token())
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return (body.isEmpty() ? request : request.header("Content-Type", "application/json")).build();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofString()).join();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
