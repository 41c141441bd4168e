package social.skein.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.RawHttpConnection;
import social.skein.support.TestDeployment;

/**
 * Tests that malformed requests get the right status, and that the connection is closed if the next request is
 * ambiguous.
 */
class MalformedHttpTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static TestDeployment deployment;
    private static int port;
    private static String token;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        port = deployment
                .start(Map.of(
                        "SKEIN_ROLES", "api,stream",
                        "SKEIN_HTTP_HEADER_TIMEOUT", "2s",
                        "SKEIN_HTTP_BODY_TIMEOUT", "2s",
                        "SKEIN_HTTP_IDLE_TIMEOUT", "4s"))
                .config()
                .http()
                .port();
        token = deployment.signUp("alice").token();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @ParameterizedTest
    @MethodSource("social.skein.admission.MalformedRequests#all")
    void a_malformed_request_is_answered_and_never_parsed_as_two(MalformedRequests.MalformedRequest malformed) {
        String next = "GET /oauth/hidden HTTP/1.1\r\n" + MalformedRequests.HOST + "Connection: close\r\n\r\n";
        try (RawHttpConnection connection = RawHttpConnection.connect(port)) {
            connection.send(malformed.request() + next);

            String response = connection.readUntilClosed(SOON);

            List<Integer> statuses = Stream.of(response.split("HTTP/1\\.[01] ", -1))
                    .skip(1)
                    .map(part -> Integer.parseInt(part.substring(0, 3)))
                    .toList();
            List<Integer> first = malformed.status() == 0 ? List.of() : List.of(malformed.status());
            assertThat(statuses)
                    .as(response)
                    .isEqualTo(malformed.closesConnection() ? first : List.of(malformed.status(), 404));
            assertThat(response).doesNotContain("X: y", "Exception", "social.skein", "io.vertx", "io.netty");
            if (malformed.status() >= 400) {
                assertThat(response).contains("{\"error\":\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/..%2f..%2fetc%2fpasswd",
                "/docs/%2e%2e/%2e%2e/etc/passwd",
                "/docs/..%5c..%5cetc%5cpasswd",
                "/docs/%00",
                "/docs/a%2f..%2findex.html",
                "/oauth/..%2fpage.css",
                "//etc/passwd",
                "/docs/....//....//etc/passwd",
                "/docs/%252e%252e/etc/passwd",
                "/docs/%c0%ae%c0%ae/etc/passwd",
                "/docs/../skein.yaml",
                "/docs/../META-INF/MANIFEST.MF",
                "/metrics",
                "/readyz",
                "/livez",
                "/admin",
                "/actuator/heapdump",
            })
    void no_path_escapes_the_served_files(String path) {
        try (RawHttpConnection connection = RawHttpConnection.connect(port)) {
            connection.send("GET " + path + " HTTP/1.1\r\n" + MalformedRequests.HOST + "\r\n");

            assertThat(connection.readResponse().status()).isIn(400, 404);
        }
    }

    static Stream<Arguments> webSocketFrames() {
        String mask = "\u0000\u0000\u0000\u0000";
        return Stream.of(
                Arguments.of("unmasked", "\u0081\u0005hello"),
                Arguments.of("with a reserved bit", "\u00c1\u0085" + mask + "hello"),
                Arguments.of("with a reserved opcode", "\u0083\u0080" + mask),
                Arguments.of("a ping that is too long", "\u0089\u00fe\u0000\u007e" + mask + "a".repeat(126)),
                Arguments.of("a fragmented ping", "\u0009\u0080" + mask),
                Arguments.of("a continuation of nothing", "\u0080\u0080" + mask),
                Arguments.of("longer than memory", "\u0081\u00ff\u007f" + "\u00ff".repeat(7) + mask),
                Arguments.of("fragments without an end", "\u0001\u00fe\u00ff\u00ff" + mask + "a".repeat(0xffff)));
    }

    @ParameterizedTest
    @MethodSource("webSocketFrames")
    void a_malformed_frame_closes_its_socket(String description, String frame) {
        try (RawHttpConnection connection = RawHttpConnection.connect(port)) {
            connection.send("GET /api/v1/streaming HTTP/1.1\r\n" + MalformedRequests.HOST
                    + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Authorization: Bearer " + token + "\r\n\r\n");
            assertThat(connection.readResponse().status()).isEqualTo(101);

            connection.send(frame);

            String more = description.startsWith("fragments") ? "\u0000" + frame.substring(1) : "";
            assertThat(connection.readUntilClosed(SOON, more)).doesNotContain("Exception");
        }
    }

    /** Responses do not pile up in memory: a pipelined request is read only after the previous response was written. */
    @Test
    void pipelined_requests_are_not_read_while_responses_are_not_read() throws IOException {
        ByteBuffer pipelined = ByteBuffer.wrap((MalformedRequests.GET + MalformedRequests.HOST + "\r\n")
                .repeat(100)
                .getBytes(StandardCharsets.US_ASCII));
        try (SocketChannel connection =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            connection.configureBlocking(false);
            long accepted = 0;
            int stuck = 0;
            while (stuck < 100) {
                int more = connection.write(pipelined);
                if (more == 0) {
                    stuck++;
                    LockSupport.parkNanos(5_000_000);
                } else {
                    stuck = 0;
                    accepted += more;
                }
                if (!pipelined.hasRemaining()) {
                    pipelined.rewind();
                }
                assertThat(accepted)
                        .as("accepted bytes, which should fit into the buffers of the kernel")
                        .isLessThan(64 << 20);
            }
        }
        TestDeployment.eventually("no request is in progress", () -> deployment.gauge(0, "skein.http.in.flight") == 0);
    }
}
