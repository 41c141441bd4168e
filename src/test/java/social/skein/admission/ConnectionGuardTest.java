package social.skein.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import social.skein.http.ClientAddress;
import social.skein.support.DomainFixture;
import social.skein.support.RawHttpConnection;

/**
 * Tests connection limits and request timeouts, on a server without other timeouts. Its clock is stopped until a test
 * starts it, so that a busy machine does not time out connections early.
 */
class ConnectionGuardTest {
    private static final String GET = " HTTP/1.1\r\nHost: skein\r\n\r\n";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final long startNanos = System.nanoTime();
    private volatile boolean clockRuns;

    @AfterEach
    void stop() {
        DomainFixture.await(vertx.close());
    }

    private int serve(ConnectionLimits connections) {
        Router router = Router.router(vertx);
        ConnectionGuard guard =
                new ConnectionGuard(connections, TIMEOUT, TIMEOUT, () -> clockRuns ? System.nanoTime() : startNanos);
        guard.mount(router);
        router.get("/").handler(context -> context.response().end("here"));
        router.get("/socket").handler(context -> context.request().toWebSocket().onFailure(context::fail));
        router.get("/while-time-passes").handler(context -> {
            clockRuns = true;
            context.next();
        });
        router.get()
                .handler(context ->
                        vertx.setTimer(1_100, done -> context.response().end("late")));
        return DomainFixture.await(vertx.deployVerticle(context -> guard.start(vertx)
                        .compose(open -> vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                                .connectionHandler(guard::onConnect)
                                .requestHandler(router)
                                .listen(0, "127.0.0.1"))
                        .onSuccess(server -> port = server.actualPort()))
                .map(deployed -> port));
    }

    private volatile int port;

    private ConnectionLimits connections(int max) {
        return new ConnectionLimits(max, 1, false, metrics);
    }

    @Test
    void a_connection_without_a_complete_request_is_closed() {
        int port = serve(connections(100));
        try (RawHttpConnection silent = RawHttpConnection.connect(port);
                RawHttpConnection trickling = RawHttpConnection.connect(port);
                RawHttpConnection after = RawHttpConnection.connect(port)) {
            trickling.send("GET /");
            after.send("GET /" + GET);
            assertThat(after.readResponse().body()).isEqualTo("here");

            clockRuns = true;
            assertThat(trickling.readUntilClosed(SOON, "a")).isEmpty();
            assertThat(after.readUntilClosed(SOON, "a")).isEmpty();
            assertThat(silent.readUntilClosed(SOON)).isEmpty();
        }
        assertThat(closedCount("timeout")).isEqualTo(3);
        DomainFixture.eventually("all connections are closed", () -> openConnections() == 0);
    }

    @Test
    void a_connection_with_a_request_in_progress_or_a_stream_stays_open() {
        int port = serve(connections(100));
        try (RawHttpConnection waiting = RawHttpConnection.connect(port);
                RawHttpConnection stream = RawHttpConnection.connect(port)) {
            stream.send(upgrade());
            assertThat(stream.readResponse().status()).isEqualTo(101);
            waiting.send("GET /" + GET + "GET /while-time-passes" + GET);
            assertThat(waiting.readResponse().body()).isEqualTo("here");
            assertThat(waiting.readResponse().body())
                    .as("pipelined behind the first")
                    .isEqualTo("late");

            assertThat(waiting.readUntilClosed(SOON)).isEmpty();
            assertThat(closedCount("timeout")).isEqualTo(1);
            // The client may learn of the end before the server counts it.
            DomainFixture.eventually("only the stream is open", () -> openConnections() == 1);
        }
        DomainFixture.eventually("all connections are closed", () -> openConnections() == 0);
    }

    @Test
    void the_total_is_limited_and_a_closed_stream_frees_its_connection() {
        int port = serve(connections(2));
        try (RawHttpConnection first = RawHttpConnection.connect(port)) {
            first.send("GET /slow" + GET);
            try (RawHttpConnection stream = RawHttpConnection.connect(port)) {
                stream.send(upgrade());
                assertThat(stream.readResponse().status()).isEqualTo(101);
                try (RawHttpConnection third = RawHttpConnection.connect(port)) {
                    assertThat(third.readUntilClosed(SOON)).isEmpty();
                }
                assertThat(closedCount("limit")).isEqualTo(1);
            }
            DomainFixture.eventually("the stream's connection is closed", () -> openConnections() == 1);
            try (RawHttpConnection fourth = RawHttpConnection.connect(port)) {
                fourth.send("GET /" + GET);
                assertThat(fourth.readResponse().body()).isEqualTo("here");
            }
            assertThat(first.readResponse().body()).isEqualTo("late");
        }
    }

    @Test
    void connections_per_address_are_limited() {
        ConnectionLimits connections = connections(100);
        ClientAddress here = new ClientAddress("2001:db8:0:1::1");
        assertThat(connections.tryAcquire(here)).isTrue();
        assertThat(connections.tryAcquire(new ClientAddress("2001:db8:0:1:ffff::2")))
                .as("in the same /64")
                .isFalse();
        assertThat(connections.tryAcquire(new ClientAddress("2001:db8:0:2::1"))).isTrue();
        assertThat(connections.tryAcquire(new ClientAddress("192.0.2.1"))).isTrue();
        assertThat(connections.tryAcquire(new ClientAddress("192.0.2.1"))).isFalse();
        assertThat(closedCount("address-limit")).isEqualTo(2);
        connections.release(here);
        assertThat(connections.tryAcquire(here)).isTrue();
        assertThat(openConnections()).isEqualTo(3);

        for (int i = 0; i < 10; i++) {
            assertThat(connections.tryAcquire(new ClientAddress("127.0.0.1")))
                    .as("loopback")
                    .isTrue();
        }
        ConnectionLimits behindProxy = new ConnectionLimits(100, 1, true, new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            assertThat(behindProxy.tryAcquire(new ClientAddress("192.0.2.1")))
                    .as("behind a proxy")
                    .isTrue();
        }
    }

    private static String upgrade() {
        return "GET /socket HTTP/1.1\r\nHost: skein\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    private double openConnections() {
        return metrics.get("skein.http.connections").gauge().value();
    }

    private double closedCount(String reason) {
        return metrics.get("skein.http.connections.closed")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
