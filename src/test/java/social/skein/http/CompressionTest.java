package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests which responses are compressed, and for which clients. */
class CompressionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TIMELINE = "/api/v1/timelines/public?limit=40";

    private static TestDeployment deployment;
    private static Person alice;
    private static int port;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        port = deployment
                .start(Map.of("SKEIN_ROLES", "api,stream"))
                .config()
                .http()
                .port();
        alice = deployment.signUp("alice");
        for (int i = 0; i < 5; i++) {
            alice.posts("post number " + i);
        }
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "*", "deflate, gzip, br, zstd"})
    void json_is_compressed_for_a_client_that_accepts_gzip(String accepted) throws Exception {
        byte[] plain = get(TIMELINE, "identity").body();

        HttpResponse<byte[]> compressed = get(TIMELINE, accepted);

        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "Vary")).isEqualTo("Authorization, Cookie, Accept-Encoding");
        assertThat(unzip(compressed.body())).isEqualTo(new String(plain, StandardCharsets.UTF_8));
        assertThat(compressed.body().length).isLessThan(plain.length / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "x-gzip-not"})
    void json_is_not_compressed_for_other_clients(String accepted) throws Exception {
        HttpResponse<byte[]> plain = get(TIMELINE, accepted);

        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).isEqualTo("Authorization, Cookie, Accept-Encoding");
        assertThat(new String(plain.body(), StandardCharsets.UTF_8)).startsWith("[");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/instance/rules", "/auth/sign_in", "/avatars/original/missing.png", "/docs/swagger-ui.js"
            })
    void a_small_response_a_page_with_a_form_and_a_picture_are_not_compressed(String path) throws Exception {
        HttpResponse<byte[]> plain = get(path, "gzip");

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(header(plain, "Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/@alice", "/oauth/page.css", "/openapi.json", "/api/v2/instance"})
    void public_pages_and_documents_are_compressed(String path) throws Exception {
        HttpResponse<byte[]> compressed = get(path, "gzip");

        assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(unzip(compressed.body())).isNotBlank();
    }

    @Test
    void a_compressed_document_has_a_weak_tag_that_is_accepted_again() throws Exception {
        String tag = header(get("/openapi.json", "gzip"), "ETag");
        assertThat(tag).startsWith("W/\"");

        HttpRequest again = HttpRequest.newBuilder(uri("/openapi.json"))
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .build();
        assertThat(HTTP.send(again, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(304);
    }

    @Test
    void a_stream_is_not_compressed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/streaming/public"))
                .header("Accept-Encoding", "gzip")
                .header("Authorization", "Bearer " + alice.token())
                .build();
        HttpResponse<InputStream> stream = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());

        assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
        try (InputStream events = stream.body()) {
            assertThat(events.read()).isEqualTo(':');
        }
    }

    @Test
    void compression_can_be_disabled() throws Exception {
        int other = deployment
                .start(Map.of("SKEIN_ROLES", "api", "SKEIN_HTTP_COMPRESSION", "false"))
                .config()
                .http()
                .port();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + other + TIMELINE))
                .header("Accept-Encoding", "gzip")
                .build();

        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    private static HttpResponse<byte[]> get(String path, String accepted) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Accept-Encoding", accepted)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String unzip(byte[] body) throws IOException {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
