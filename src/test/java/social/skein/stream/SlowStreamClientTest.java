package social.skein.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import social.skein.status.Status;
import social.skein.support.DomainFixture;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowStreamClientTest {
    private StreamFixture fixture = new StreamFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_websocket_that_never_reads_is_closed_as_slow_and_its_connection_cut() throws Exception {
        String token = fixture.token(fixture.alice);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port)) {
            send(
                    socket,
                    "GET /api/v1/streaming?stream=public HTTP/1.1\r\nHost: skein\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Sec-WebSocket-Protocol: " + token + "\r\n\r\n");
            floodUntilSlow();
            assertCut(socket);
        }
    }

    @Test
    void an_event_stream_that_never_reads_is_cut() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port)) {
            send(socket, "GET /api/v1/streaming/public HTTP/1.1\r\nHost: skein\r\n\r\n");
            floodUntilSlow();
            assertCut(socket);
        }
    }

    @Test
    void a_peer_that_does_not_answer_pings_is_closed() throws Exception {
        fixture.close();
        fixture = new StreamFixture(new StreamTimers(
                Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
        StreamFixture.StreamTestClient alive = fixture.connect(fixture.token(fixture.alice), "?stream=public");
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), fixture.port)) {
            send(
                    silent,
                    "GET /api/v1/streaming?access_token=" + fixture.token(fixture.bob) + " HTTP/1.1\r\nHost: skein\r\n"
                            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            DomainFixture.eventually("the silent client is closed", () -> fixture.closedCount("ping_timeout") == 1);
        }
        assertThat(alive.socket.isClosed()).isFalse();
    }

    @Test
    void a_broken_connection_is_deregistered() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port)) {
            send(socket, "GET /api/v1/streaming/public HTTP/1.1\r\nHost: skein\r\n\r\n");
            DomainFixture.eventually("the client is connected", () -> fixture.connectionCount() == 1);
        }
        DomainFixture.eventually("no connection is left", () -> fixture.connectionCount() == 0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.port)) {
            send(
                    socket,
                    "GET /api/v1/streaming?access_token=" + fixture.token(fixture.bob) + " HTTP/1.1\r\nHost: skein\r\n"
                            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            DomainFixture.eventually("the client is connected", () -> fixture.connectionCount() == 1);
        }
        DomainFixture.eventually("no connection is left", () -> fixture.connectionCount() == 0);
    }

    /** Publishes events until the buffers of both kernels are full, and then the queue of the connection. */
    private void floodUntilSlow() {
        DomainFixture.eventually("the client is connected", () -> fixture.connectionCount() == 1);
        Status post = fixture.domain.post(fixture.bob, "x".repeat(480));
        DomainFixture.eventually("the connection is closed as slow", () -> {
            for (int i = 0; i < 200; i++) {
                fixture.publishDeleted(post.id(), fixture.bob);
                fixture.publishPosted(post);
            }
            return fixture.closedCount("slow") == 1;
        });
        DomainFixture.eventually("no connection is left", () -> fixture.connectionCount() == 0);
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /**
     * Asserts that the server has closed the connection: an end of stream or a reset follows the data in the kernel.
     */
    private static void assertCut(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            while (socket.getInputStream().read(new byte[65_536]) >= 0) {
                // data in flight
            }
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
