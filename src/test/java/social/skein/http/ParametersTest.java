package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.context.Trace;
import social.skein.support.AuthTestServer;

/** Tests parameters in query, form, multipart and JSON with endpoints that echo the parsed values. */
class ParametersTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data; boundary=birds";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void start() {
        Trace.register();
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        RequestPipeline.install(
                router, new RequestPipeline.PipelineOptions(1 << 16, Duration.ofSeconds(10), false, false, none -> {}));
        Endpoints api = new Endpoints(
                new PublicUrl("https", "skein.example"),
                token -> Future.succeededFuture(Optional.empty()),
                new SimpleMeterRegistry());
        String path = "/api/v1/echo";
        api.get(path, Access.anyone(), ParametersTest::echo)
                .post(path, Access.anyone(), ParametersTest::echo)
                .put(path, Access.anyone(), ParametersTest::echo)
                .patch(path, Access.anyone(), ParametersTest::echo)
                .delete(path, Access.anyone(), ParametersTest::echo)
                .get(
                        "/api/v1/tags/:name",
                        Access.anyone(),
                        request -> Future.succeededFuture(Map.of("name", request.pathParam("name"))));
        api.mount(router);
        port = AuthTestServer.await(
                        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterAll
    static void stop() {
        AuthTestServer.await(vertx.close());
    }

    private static Future<Map<String, Object>> echo(Request request) {
        Params params = request.params();
        Map<String, Object> parsed = new TreeMap<>();
        params.text("text").ifPresent(text -> parsed.put("text", text));
        params.integer("number").ifPresent(number -> parsed.put("number", number));
        params.text("flag").ifPresent(present -> parsed.put("flag", params.flag("flag", false)));
        params.nonBlank("cleared").ifPresent(filled -> parsed.put("cleared", filled));
        List<String> list = params.list("list");
        if (!list.isEmpty()) {
            parsed.put("list", list);
        }
        params.nested("outer").nested("inner").text("text").ifPresent(text -> parsed.put("nested", text));
        List<String> names = params.nestedList("groups").stream()
                .map(group -> group.text("name").orElse("-") + "="
                        + group.text("value").orElse("-"))
                .toList();
        if (!names.isEmpty()) {
            parsed.put("groups", names);
        }
        return Future.succeededFuture(parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void parameters_are_read_from_the_query_and_any_body_with_any_method(String method) {
        String expected = "{\"list\":[\"1\",\"2\"],\"text\":\"wren & owl\"}";

        assertThat(request(method, "?text=wren+%26%20owl&list[]=1&list%5B%5D=2", "", ""))
                .isEqualTo(expected);
        assertThat(request(method, "", FORM, "text=wren+%26%20owl&list[]=1&list%5B%5D=2"))
                .isEqualTo(expected);
        assertThat(request(method, "", JSON, "{\"text\":\"wren & owl\",\"list\":[\"1\",2]}"))
                .isEqualTo(expected);
        if (!"GET".equals(method)) {
            assertThat(request(
                            method,
                            "",
                            MULTIPART,
                            part("text", "wren & owl") + part("list[]", "1") + part("list[]", "2") + "--birds--\r\n"))
                    .isEqualTo(expected);
        }

        assertThat(request(method, "?text=query&list[]=1", FORM, "text=body"))
                .as("the body overrides the query by name")
                .isEqualTo("{\"list\":[\"1\"],\"text\":\"body\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outer[inner][text]=x | {\"nested\":\"x\"}",
                "groups[0][name]=a&groups[0][value]=1&groups[1][name]=b | {\"groups\":[\"a=1\",\"b=-\"]}",
                "groups[10][name]=b&groups[2][name]=a | {\"groups\":[\"a=-\",\"b=-\"]}",
                "groups[][name]=a&groups[][value]=1&groups[][name]=b | {\"groups\":[\"a=1\",\"b=-\"]}",
                "list=5 | {\"list\":[\"5\"]}",
                "list[0]=a&list[1]=b | {\"list\":[\"a\",\"b\"]}",
                "list[]=%E9%9B%80 | {\"list\":[\"雀\"]}",
                "cleared= | {}",
                "unknown=1&another[]=2 | {}",
                "number=%2B7 | {\"number\":7}",
                "number=99999999999999999999999 | {\"number\":2147483647}",
                "number=-99999999999999999999999 | {\"number\":-2147483648}",
                "groups=undefined | {}",
                "groups[]=undefined | {}",
                "groups[0]=undefined&groups[1][name]=a | {\"groups\":[\"a=-\"]}",
                "groups=undefined&groups[0][name]=a | {\"groups\":[\"a=-\"]}",
                "groups[0][name]=a&groups=undefined | {\"groups\":[\"a=-\"]}",
                "outer=undefined | {}",
                "outer=undefined&outer[inner]=undefined | {}",
            })
    void parameters_nest_in_forms_and_queries(String input, String expected) {
        assertThat(request("POST", "", FORM, input)).isEqualTo(expected);
        assertThat(request("PUT", "?" + input.replace("[", "%5B").replace("]", "%5D"), "", ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"groups\":[{\"name\":\"a\",\"value\":1}]} | {\"groups\":[\"a=1\"]}",
                "{\"groups\":{\"1\":{\"name\":\"b\"},\"0\":{\"name\":\"a\"}}} | {\"groups\":[\"a=-\",\"b=-\"]}",
                "{\"list\":{\"0\":\"a\",\"1\":\"b\"}} | {\"list\":[\"a\",\"b\"]}",
                "{\"list\":5} | {\"list\":[\"5\"]}",
                "{\"outer\":{\"inner\":{\"text\":\"x\"}}} | {\"nested\":\"x\"}",
                "{\"number\":\"7\"} | {\"number\":7}",
                "{\"number\":7} | {\"number\":7}",
                "{\"text\":null} | {}",
                "{\"text\":7} | {\"text\":\"7\"}",
                "{\"text\":\"a\",\"text\":\"b\"} | {\"text\":\"b\"}",
                "{\"cleared\":\"\"} | {}",
                "{\"groups\":\"undefined\",\"outer\":7} | {}",
                "{} | {}",
            })
    void parameters_nest_in_json(String input, String expected) {
        assertThat(request("POST", "", JSON, input)).isEqualTo(expected);
        assertThat(request("DELETE", "", "Application/JSON; charset=UTF-8", input))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "false, false",
        "1, true",
        "0, false",
        "on, true",
        "off, false",
        "True, true",
        "FALSE, false"
    })
    void every_spelling_of_a_flag_is_accepted(String input, boolean flag) {
        assertThat(request("POST", "", FORM, "flag=" + input)).isEqualTo("{\"flag\":" + flag + "}");
        assertThat(request("POST", "", JSON, "{\"flag\":\"" + input + "\"}")).isEqualTo("{\"flag\":" + flag + "}");
        if (input.matches("true|false|1|0")) {
            assertThat(request("POST", "", JSON, "{\"flag\":" + input + "}")).isEqualTo("{\"flag\":" + flag + "}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "%E9%9B%80, 雀, 200",
        "%E9%9B%80/, 雀, 200",
        "%D8%B9%D8%B5%D9%81%D9%88%D8%B1, عصفور, 200",
        "a%2Fb, a/b, 200",
        "a%20b, a b, 200",
        "a+b, a+b, 200",
        "%F0%9F%90%A6, 🐦, 200",
        "a%00b, '', 404",
    })
    void path_parameters_are_percent_encoded(String input, String name, int status) {
        HttpResponse<String> response = send("GET", "/api/v1/tags/" + input, "", "");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body())
                .isEqualTo(status == 200 ? "{\"name\":\"" + name + "\"}" : "{\"error\":\"Record not found\"}");
    }

    @Test
    void malformed_parameters_are_a_400_with_a_message() {
        for (String body : List.of(
                "{",
                "[]",
                "1",
                "\"x\"",
                "null",
                "{\"a\":1} x",
                "{\"text\":\"\\ud800\"}",
                "{\"text\":\"\\u0000\"}",
                "[".repeat(20_000),
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                "{\"a\":" + "9".repeat(5_000) + "}")) {
            HttpResponse<String> response = send("POST", "/api/v1/echo", JSON, body);
            assertThat(response.statusCode())
                    .as(body.substring(0, Math.min(40, body.length())))
                    .isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(response.body()).startsWith("{\"error\":\"");
        }
        for (String number : List.of("seven", "1.5", "1e3", "0x10", "--1", "NaN", "٣")) {
            HttpResponse<String> response = send("POST", "/api/v1/echo", FORM, "number=" + number);
            assertThat(response.statusCode()).as(number).isEqualTo(400);
            assertThat(response.body()).isEqualTo("{\"error\":\"Parameter number should be a whole number\"}");
        }
        for (String body :
                List.of("text=%zz", "text=%", "text=%00", "text[a]=1", "text[]=1", "a[b]".repeat(1_500) + "=1")) {
            assertThat(send("POST", "/api/v1/echo", FORM, body).statusCode())
                    .as(body.substring(0, Math.min(40, body.length())))
                    .isBetween(200, 400);
        }
    }

    private static String part(String name, String value) {
        return "--birds\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String request(String method, String query, String type, String body) {
        HttpResponse<String> response = send(method, "/api/v1/echo" + query, type, body);
        assertThat(response.statusCode())
                .as(method + " " + query + " " + body + " " + response.body())
                .isEqualTo(200);
        return response.body();
    }

    private static HttpResponse<String> send(String method, String path, String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + path.replace("[", "%5B").replace("]", "%5D")))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException failure) {
            throw new AssertionError(method + " " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
