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
import social.skein.support.Village;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowReaderTest {
    private Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_websocket_that_never_reads_is_closed_as_slow_and_its_connection_cut() throws Exception {
        String token = stage.token(stage.alice);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.port)) {
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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.port)) {
            send(socket, "GET /api/v1/streaming/public HTTP/1.1\r\nHost: skein\r\n\r\n");
            floodUntilSlow();
            assertCut(socket);
        }
    }

    @Test
    void a_peer_that_does_not_answer_pings_is_closed() throws Exception {
        stage.close();
        stage = new Stage(new Rhythm(
                Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
        Stage.Client alive = stage.connect(stage.token(stage.alice), "?stream=public");
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), stage.port)) {
            send(
                    silent,
                    "GET /api/v1/streaming?access_token=" + stage.token(stage.bob) + " HTTP/1.1\r\nHost: skein\r\n"
                            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            Village.eventually("the silent one is closed", () -> stage.closed("silent") == 1);
        }
        assertThat(alive.socket.isClosed()).isFalse();
    }

    @Test
    void a_connection_that_breaks_is_forgotten() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.port)) {
            send(socket, "GET /api/v1/streaming/public HTTP/1.1\r\nHost: skein\r\n\r\n");
            Village.eventually("it is connected", () -> stage.connections() == 1);
        }
        Village.eventually("nobody is left", () -> stage.connections() == 0);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stage.port)) {
            send(
                    socket,
                    "GET /api/v1/streaming?access_token=" + stage.token(stage.bob) + " HTTP/1.1\r\nHost: skein\r\n"
                            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            Village.eventually("it is connected", () -> stage.connections() == 1);
        }
        Village.eventually("nobody is left", () -> stage.connections() == 0);
    }

    /** Until the buffers of both kernels are full, and then our own. */
    private void floodUntilSlow() {
        Village.eventually("it is connected", () -> stage.connections() == 1);
        Status post = stage.village.post(stage.bob, "x".repeat(480));
        Village.eventually("it is closed as slow", () -> {
            for (int i = 0; i < 200; i++) {
                stage.deleted(post.id(), stage.bob);
                stage.posted(post);
            }
            return stage.closed("slow") == 1;
        });
        Village.eventually("nobody is left", () -> stage.connections() == 0);
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The other end is gone: what the kernel still holds can be read, and then comes an end or a reset. */
    private static void assertCut(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            while (socket.getInputStream().read(new byte[65_536]) >= 0) {
                // what was under way
            }
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
