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

/** What is sent while it is read, to clients that are slow, hang up, or are told that it failed. */
class StreamedResponseTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int PIECES = 400;
    /** What the sockets of both sides may hold, and more. */
    private static final int ON_THE_WAY = 64;

    private final DomainFixture domain = new DomainFixture();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        domain.close();
    }

    private Future<Optional<Buffer>> piece() {
        return Future.succeededFuture(
                asked.incrementAndGet() > PIECES ? Optional.empty() : Optional.of(Buffer.buffer(new byte[MEGABYTE])));
    }

    private int serve(StreamedResponse.Chunks pieces) {
        return domain.serve(
                api -> api.get(
                        "/file",
                        Access.anyone(),
                        request -> Future.succeededFuture(new StreamedResponse("text/plain", "file.txt", pieces))),
                router -> {});
    }

    @Test
    void no_more_is_read_than_a_slow_client_takes_and_nothing_after_it_has_hung_up() throws IOException {
        int port = serve(this::piece);
        try (Socket client = asking(port)) {
            InputStream answer = client.getInputStream();
            for (int megabyte = 1; megabyte <= 8; megabyte++) {
                assertThat(answer.readNBytes(MEGABYTE)).hasSize(MEGABYTE);
                assertThat(asked.get()).isBetween(1, megabyte + ON_THE_WAY);
            }
        }
        DomainFixture.eventually(
                "the transfer has ended",
                () -> domain.metrics.find("skein.http.requests").timer() != null);
        assertThat(asked.get()).isLessThan(PIECES / 2);
    }

    @Test
    void a_failure_on_the_way_breaks_off_before_the_end() throws IOException {
        int port = serve(() -> asked.incrementAndGet() > 2
                ? Future.failedFuture(new IllegalStateException("no more"))
                : Future.succeededFuture(Optional.of(Buffer.buffer("piece\n"))));
        try (Socket client = asking(port)) {
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("piece\n").doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    void a_failure_before_the_first_piece_is_an_answer_like_any_other() throws IOException {
        int port = serve(() -> Future.failedFuture(new social.skein.model.Problem.Unavailable("The database is away")));
        try (Socket client = asking(port)) {
            byte[] head = client.getInputStream().readNBytes(12);
            assertThat(new String(head, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 503");
        }
    }

    private static Socket asking(int port) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(64 << 10);
        client.setSoTimeout(20_000);
        client.connect(new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port));
        client.getOutputStream()
                .write("GET /file HTTP/1.1\r\nHost: skein.example\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return client;
    }
}
