package social.skein.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.http.Drain;
import social.skein.support.Deployment;
import social.skein.support.Line;
import social.skein.support.Servers;
import social.skein.support.Wire;

/**
 * What the router of a running instance has mounted, route by route: how large a body may be and how long it may take, how long
 * an answer may take, what is refused first when there is too much, and which limit counts it. A new route has all of that, or
 * stands here with the reason why not.
 */
class EveryRouteHasBoundsTest {
    private static final int LARGEST = 65_536;

    /** They lie in memory and are the same for all. */
    private static final List<String> COST_NOTHING = List.of(
            "GET /",
            "GET /.well-known/host-meta",
            "GET /.well-known/nodeinfo",
            "GET /.well-known/oauth-authorization-server",
            "GET /avatars/original/missing.png",
            "GET /docs",
            "GET /docs/icon.png",
            "GET /docs/oauth2-redirect.html",
            "GET /docs/oauth2-redirect.js",
            "GET /docs/page.css",
            "GET /docs/page.js",
            "GET /docs/swagger-ui.css",
            "GET /docs/swagger-ui.js",
            "GET /headers/original/missing.png",
            "GET /nodeinfo/2.0",
            "GET /openapi.json");

    private static final AtomicInteger TOKENS = new AtomicInteger();

    private static Wire wire;
    private static Deployment deployment;
    private static int port;
    private static int portWithOnePlace;
    private static Collection<Mounted> routes;

    @BeforeAll
    static void start() {
        Servers.Fresh stores = Servers.fresh();
        wire = Wire.to(stores.postgresUri());
        deployment = Deployment.onDatabase(wire.address());
        port = port(Map.of(
                "SKEIN_HTTP_MAX_BODY", "64KiB",
                "SKEIN_HTTP_BODY_TIMEOUT", "1s",
                "SKEIN_OVERLOAD_LIMIT", "none",
                "SKEIN_OVERLOAD_DEADLINE", "1s"));
        portWithOnePlace = port(Map.of("SKEIN_OVERLOAD_LIMIT", "1"));
        routes = mounted(deployment.instance(0));
    }

    private static int port(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("SKEIN_ROLES", "api,stream");
        return deployment.start(all).config().http().port();
    }

    @AfterAll
    static void stop() {
        deployment.close();
        wire.close();
    }

    /** A route and the head of a request for it, by somebody who was never heard of. */
    private record Mounted(String method, String path) {
        boolean isStream() {
            return path.startsWith("/api/v1/streaming");
        }

        boolean isOfTheApi() {
            return path.startsWith("/api/") && !isStream();
        }

        String head() {
            String nobody = "nobody" + TOKENS.incrementAndGet();
            return method + " " + path.replaceAll(":[a-z_]+", "1")
                    + " HTTP/1.1\r\nHost: skein.test\r\nAuthorization: Bearer " + nobody
                    + "\r\nContent-Type: application/json\r\n";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_has_come() {
        String more = Integer.toHexString(LARGEST + 1) + "\r\n" + "x".repeat(LARGEST + 1) + "\r\n";
        for (Mounted route : routes) {
            for (String body : List.of(
                    "Content-Length: " + (LARGEST + 1) + "\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n" + more)) {
                Line.Heard heard = answer(port, route.head() + body);
                assertThat(heard.status()).as(route + " " + heard).isEqualTo(413);
                assertThat(heard.body()).as(route.toString()).contains("\"The body is too large\"");
            }
        }
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() {
        each(port, routes, "Content-Length: 10\r\n\r\n{", (route, heard) -> {
            assertThat(heard.status()).as(route + " " + heard).isEqualTo(408);
            assertThat(heard.body()).as(route.toString()).contains("\"The body did not come in time\"");
        });
        Deployment.eventually("nobody has a place any more", () -> underWay(0) == 0);
    }

    /** What asks no store is answered; all else waits for one that says nothing, and not for ever. */
    @Test
    void an_answer_that_does_not_come_is_not_waited_for() {
        List<Mounted> answered =
                routes.stream().filter(route -> !route.isStream()).toList();
        double before = overdue();
        List<String> late = new ArrayList<>();
        wire.hold();
        try {
            each(port, answered, "\r\n", (route, heard) -> {
                assertThat(heard.status()).as(route + " " + heard).isPositive();
                assertThat(heard.status() == 503 || !route.isOfTheApi())
                        .as(route + " " + heard)
                        .isTrue();
                if (heard.status() == 503) {
                    late.add(route.toString());
                }
            });
        } finally {
            wire.release();
        }
        assertThat(overdue() - before)
                .as("by the deadline, not by the store's own")
                .isEqualTo(late.size());
        Deployment.eventually("nobody has a place any more", () -> underWay(0) == 0);
    }

    @Test
    void where_there_is_no_place_nobody_is_let_in_but_to_a_stream() {
        wire.hold();
        try (Line first = Line.to(portWithOnePlace)) {
            first.says(new Mounted("GET", "/api/v1/accounts/verify_credentials").head() + "\r\n");
            Deployment.eventually("the only place is taken", () -> underWay(1) == 1);
            for (Mounted route : routes) {
                if (!route.isStream()) {
                    Line.Heard heard = answer(portWithOnePlace, route.head() + "\r\n");
                    assertThat(heard.status()).as(route + " " + heard).isEqualTo(503);
                    assertThat(heard.header("Retry-After")).as(route.toString()).isNotEmpty();
                }
            }
            assertThat(underWay(1)).as("the first is still there").isEqualTo(1);
        } finally {
            wire.release();
        }
    }

    @Test
    void all_that_asks_a_store_is_counted() {
        List<String> uncounted = new ArrayList<>();
        each(port, routes, "\r\n", (route, heard) -> {
            if (heard.header("X-RateLimit-Limit").isEmpty() && !route.isStream()) {
                uncounted.add(route.toString());
            }
        });
        assertThat(uncounted)
                .as("RateGate passes these, or they stand here and are not mounted any more")
                .containsExactlyInAnyOrderElementsOf(COST_NOTHING);
    }

    private interface Check {
        void see(Mounted route, Line.Heard heard);
    }

    /** Asks for all of them at once, and only then listens. */
    private static void each(int port, Collection<Mounted> routes, String rest, Check check) {
        Map<Mounted, Line> lines = new LinkedHashMap<>();
        try {
            routes.forEach(route -> {
                Line line = Line.to(port);
                lines.put(route, line);
                line.says(route.head() + rest);
            });
            lines.forEach((route, line) -> check.see(route, line.hears()));
        } finally {
            lines.values().forEach(Line::close);
        }
    }

    private static Line.Heard answer(int port, String said) {
        try (Line line = Line.to(port)) {
            line.says(said);
            return line.hears();
        }
    }

    private static double underWay(int instance) {
        return deployment.gauge(instance, "skein.http.in.flight");
    }

    private static double overdue() {
        return deployment.counted("skein.http.overdue");
    }

    private static Collection<Mounted> mounted(Skein skein) {
        Map<String, Mounted> mounted = new TreeMap<>();
        new Entrances(skein.config(), skein.wiring().backends, skein.wiring(), new Drain())
                .open().router().getRoutes().stream()
                        .filter(route -> route.getName() != null && route.methods() != null)
                        .forEach(route -> route.methods().stream()
                                .filter(method -> !HttpMethod.HEAD.equals(method))
                                .map(method -> new Mounted(method.name(), route.getName()))
                                .forEach(found -> mounted.put(found.toString(), found)));
        assertThat(mounted).hasSizeGreaterThan(150);
        return List.copyOf(mounted.values());
    }
}
