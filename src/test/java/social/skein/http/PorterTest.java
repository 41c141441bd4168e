package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Line;
import social.skein.support.Village;

/**
 * Who gets a connection, and for how long without asking for anything; on a server that lets nobody else go. Its clock stands
 * still until a test is ready to have somebody late, however long that takes on a busy machine.
 */
class PorterTest {
    private static final String GET = " HTTP/1.1\r\nHost: skein\r\n\r\n";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final long began = System.nanoTime();
    private volatile boolean timePasses;

    @AfterEach
    void stop() {
        Village.await(vertx.close());
    }

    private int serve(Connections connections) {
        Router router = Router.router(vertx);
        Porter porter = new Porter(connections, PATIENCE, PATIENCE, () -> timePasses ? System.nanoTime() : began);
        porter.mount(router);
        router.get("/").handler(context -> context.response().end("here"));
        router.get("/socket").handler(context -> context.request().toWebSocket().onFailure(context::fail));
        router.get("/while-time-passes").handler(context -> {
            timePasses = true;
            context.next();
        });
        router.get()
                .handler(context ->
                        vertx.setTimer(1_100, done -> context.response().end("late")));
        return Village.await(vertx.deployVerticle(context -> porter.open(vertx)
                        .compose(open -> vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                                .connectionHandler(porter::meet)
                                .requestHandler(router)
                                .listen(0, "127.0.0.1"))
                        .onSuccess(server -> port = server.actualPort()))
                .map(deployed -> port));
    }

    private volatile int port;

    private Connections connections(int most) {
        return new Connections(most, 1, false, metrics);
    }

    @Test
    void who_says_nothing_or_never_comes_to_the_end_is_hung_up_on() {
        int port = serve(connections(100));
        try (Line silent = Line.to(port);
                Line trickling = Line.to(port);
                Line after = Line.to(port)) {
            trickling.says("GET /");
            after.says("GET /" + GET);
            assertThat(after.hears().body()).isEqualTo("here");

            timePasses = true;
            assertThat(trickling.hearsToTheEnd(SOON, "a")).isEmpty();
            assertThat(after.hearsToTheEnd(SOON, "a")).isEmpty();
            assertThat(silent.hearsToTheEnd(SOON)).isEmpty();
        }
        assertThat(hungUp("late")).isEqualTo(3);
        Village.eventually("nobody is left", () -> open() == 0);
    }

    @Test
    void who_is_being_answered_or_has_a_stream_is_not() {
        int port = serve(connections(100));
        try (Line waiting = Line.to(port);
                Line stream = Line.to(port)) {
            stream.says(upgrade());
            assertThat(stream.hears().status()).isEqualTo(101);
            waiting.says("GET /" + GET + "GET /while-time-passes" + GET);
            assertThat(waiting.hears().body()).isEqualTo("here");
            assertThat(waiting.hears().body())
                    .as("asked for before the first was answered")
                    .isEqualTo("late");

            assertThat(waiting.hearsToTheEnd(SOON)).isEmpty();
            assertThat(hungUp("late")).isEqualTo(1);
            assertThat(open()).as("the stream").isEqualTo(1);
        }
        Village.eventually("nobody is left", () -> open() == 0);
    }

    @Test
    void there_are_only_so_many_places_and_a_stream_gives_its_own_back() {
        int port = serve(connections(2));
        try (Line first = Line.to(port)) {
            first.says("GET /slow" + GET);
            try (Line stream = Line.to(port)) {
                stream.says(upgrade());
                assertThat(stream.hears().status()).isEqualTo(101);
                try (Line third = Line.to(port)) {
                    assertThat(third.hearsToTheEnd(SOON)).isEmpty();
                }
                assertThat(hungUp("full")).isEqualTo(1);
            }
            Village.eventually("its place is free", () -> open() == 1);
            try (Line fourth = Line.to(port)) {
                fourth.says("GET /" + GET);
                assertThat(fourth.hears().body()).isEqualTo("here");
            }
            assertThat(first.hears().body()).isEqualTo("late");
        }
    }

    @Test
    void one_address_has_a_share_of_them() {
        Connections connections = connections(100);
        ClientAddress here = new ClientAddress("2001:db8:0:1::1");
        assertThat(connections.enter(here)).isTrue();
        assertThat(connections.enter(new ClientAddress("2001:db8:0:1:ffff::2")))
                .as("of the same /64")
                .isFalse();
        assertThat(connections.enter(new ClientAddress("2001:db8:0:2::1"))).isTrue();
        assertThat(connections.enter(new ClientAddress("192.0.2.1"))).isTrue();
        assertThat(connections.enter(new ClientAddress("192.0.2.1"))).isFalse();
        assertThat(hungUp("crowded")).isEqualTo(2);
        connections.leave(here);
        assertThat(connections.enter(here)).isTrue();
        assertThat(open()).isEqualTo(3);

        for (int i = 0; i < 10; i++) {
            assertThat(connections.enter(new ClientAddress("127.0.0.1")))
                    .as("this machine itself")
                    .isTrue();
        }
        Connections ofAProxy = new Connections(100, 1, true, new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            assertThat(ofAProxy.enter(new ClientAddress("192.0.2.1")))
                    .as("a proxy")
                    .isTrue();
        }
    }

    private static String upgrade() {
        return "GET /socket HTTP/1.1\r\nHost: skein\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    private double open() {
        return metrics.get("skein.http.connections").gauge().value();
    }

    private double hungUp(String why) {
        return metrics.get("skein.http.hung.up").tag("why", why).counter().count();
    }
}
