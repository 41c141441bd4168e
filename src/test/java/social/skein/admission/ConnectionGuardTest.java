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
 * Who gets a connection, and for how long without asking for anything; on a server that lets nobody else go. Its clock stands
 * still until a test is ready to have somebody late, however long that takes on a busy machine.
 */
class ConnectionGuardTest {
    private static final String GET = " HTTP/1.1\r\nHost: skein\r\n\r\n";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final long began = System.nanoTime();
    private volatile boolean clockRuns;

    @AfterEach
    void stop() {
        DomainFixture.await(vertx.close());
    }

    private int serve(ConnectionLimits connections) {
        Router router = Router.router(vertx);
        ConnectionGuard porter =
                new ConnectionGuard(connections, TIMEOUT, TIMEOUT, () -> clockRuns ? System.nanoTime() : began);
        porter.mount(router);
        router.get("/").handler(context -> context.response().end("here"));
        router.get("/socket").handler(context -> context.request().toWebSocket().onFailure(context::fail));
        router.get("/while-time-passes").handler(context -> {
            clockRuns = true;
            context.next();
        });
        router.get()
                .handler(context ->
                        vertx.setTimer(1_100, done -> context.response().end("late")));
        return DomainFixture.await(vertx.deployVerticle(context -> porter.start(vertx)
                        .compose(open -> vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                                .connectionHandler(porter::onConnect)
                                .requestHandler(router)
                                .listen(0, "127.0.0.1"))
                        .onSuccess(server -> port = server.actualPort()))
                .map(deployed -> port));
    }

    private volatile int port;

    private ConnectionLimits connections(int most) {
        return new ConnectionLimits(most, 1, false, metrics);
    }

    @Test
    void who_says_nothing_or_never_comes_to_the_end_is_hung_up_on() {
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
        DomainFixture.eventually("nobody is left", () -> openConnections() == 0);
    }

    @Test
    void who_is_being_answered_or_has_a_stream_is_not() {
        int port = serve(connections(100));
        try (RawHttpConnection waiting = RawHttpConnection.connect(port);
                RawHttpConnection stream = RawHttpConnection.connect(port)) {
            stream.send(upgrade());
            assertThat(stream.readResponse().status()).isEqualTo(101);
            waiting.send("GET /" + GET + "GET /while-time-passes" + GET);
            assertThat(waiting.readResponse().body()).isEqualTo("here");
            assertThat(waiting.readResponse().body())
                    .as("asked for before the first was answered")
                    .isEqualTo("late");

            assertThat(waiting.readUntilClosed(SOON)).isEmpty();
            assertThat(closedCount("timeout")).isEqualTo(1);
            assertThat(openConnections()).as("the stream").isEqualTo(1);
        }
        DomainFixture.eventually("nobody is left", () -> openConnections() == 0);
    }

    @Test
    void there_are_only_so_many_places_and_a_stream_gives_its_own_back() {
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
            DomainFixture.eventually("its place is free", () -> openConnections() == 1);
            try (RawHttpConnection fourth = RawHttpConnection.connect(port)) {
                fourth.send("GET /" + GET);
                assertThat(fourth.readResponse().body()).isEqualTo("here");
            }
            assertThat(first.readResponse().body()).isEqualTo("late");
        }
    }

    @Test
    void one_address_has_a_share_of_them() {
        ConnectionLimits connections = connections(100);
        ClientAddress here = new ClientAddress("2001:db8:0:1::1");
        assertThat(connections.tryAcquire(here)).isTrue();
        assertThat(connections.tryAcquire(new ClientAddress("2001:db8:0:1:ffff::2")))
                .as("of the same /64")
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
                    .as("this machine itself")
                    .isTrue();
        }
        ConnectionLimits ofAProxy = new ConnectionLimits(100, 1, true, new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            assertThat(ofAProxy.tryAcquire(new ClientAddress("192.0.2.1")))
                    .as("a proxy")
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
