package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import social.skein.support.DomainFixture;

/** Tests streamed downloads: back-pressure, disconnecting clients and failures of the source. */
class StreamedResponseTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int CHUNKS = 400;

    /** More megabytes than the socket buffers of both sides hold. */
    private static final int BUFFERED = 64;

    private final DomainFixture domain = new DomainFixture();
    private final AtomicInteger requestedChunks = new AtomicInteger();

    @AfterEach
    void close() {
        domain.close();
    }

    private Future<Optional<Buffer>> chunk() {
        return Future.succeededFuture(
                requestedChunks.incrementAndGet() > CHUNKS
                        ? Optional.empty()
                        : Optional.of(Buffer.buffer(new byte[MEGABYTE])));
    }

    private int serve(StreamedResponse.Chunks chunks) {
        return domain.serve(
                api -> api.get(
                        "/file",
                        Access.anyone(),
                        request -> Future.succeededFuture(new StreamedResponse("text/plain", "file.txt", chunks))),
                router -> {});
    }

    @Test
    void chunks_are_read_no_faster_than_a_slow_client_and_not_after_it_disconnects() throws IOException {
        int port = serve(this::chunk);
        try (Socket client = connect(port)) {
            InputStream response = client.getInputStream();
            for (int megabyte = 1; megabyte <= 8; megabyte++) {
                assertThat(response.readNBytes(MEGABYTE)).hasSize(MEGABYTE);
                assertThat(requestedChunks.get()).isBetween(1, megabyte + BUFFERED);
            }
        }
        DomainFixture.eventually(
                "the transfer has ended",
                () -> domain.metrics.find("skein.http.requests").timer() != null);
        assertThat(requestedChunks.get()).isLessThan(CHUNKS / 2);
    }

    @Test
    void a_failure_after_the_first_chunk_aborts_the_response() throws IOException {
        int port = serve(() -> requestedChunks.incrementAndGet() > 2
                ? Future.failedFuture(new IllegalStateException("no more"))
                : Future.succeededFuture(Optional.of(Buffer.buffer("chunk\n"))));
        try (Socket client = connect(port)) {
            String response = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 200").contains("chunk\n").doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    void a_failure_before_the_first_chunk_is_an_error_response() throws IOException {
        int port = serve(
                () -> Future.failedFuture(new social.skein.model.Problem.Unavailable("The database is unavailable")));
        try (Socket client = connect(port)) {
            byte[] head = client.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 503");
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(64 << 10);
        client.setSoTimeout(20_000);
        client.connect(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
        client.getOutputStream()
                .write("GET /file HTTP/1.1\r\nHost: skein.example\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return client;
    }
}
