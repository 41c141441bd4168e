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
import social.skein.support.FaultProxy;
import social.skein.support.RawHttpConnection;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/**
 * What the router of a running instance has mounted, route by route: how large a body may be and how long it may take, how long
 * an answer may take, what is refused first when there is too much, and which limit counts it. A new route has all of that, or
 * stands here with the reason why not.
 */
class RouteLimitsTest {
    private static final int MAX_BODY = 65_536;

    /** They lie in memory and are the same for all. */
    private static final List<String> UNLIMITED_ROUTES = List.of(
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

    private static FaultProxy proxy;
    private static TestDeployment deployment;
    private static int port;
    private static int portWithOneConnection;
    private static Collection<MountedRoute> routes;

    @BeforeAll
    static void start() {
        TestStores.IsolatedStores stores = TestStores.isolated();
        proxy = FaultProxy.to(stores.postgresUri());
        deployment = TestDeployment.onPostgres(proxy.uri());
        port = port(Map.of(
                "SKEIN_HTTP_MAX_BODY_SIZE", "64KiB",
                "SKEIN_HTTP_BODY_TIMEOUT", "1s",
                "SKEIN_OVERLOAD_LIMIT", "none",
                "SKEIN_OVERLOAD_DEADLINE", "1s"));
        portWithOneConnection = port(Map.of("SKEIN_OVERLOAD_LIMIT", "1"));
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
        proxy.close();
    }

    /** A route and the head of a request for it, by somebody who was never heard of. */
    private record MountedRoute(String method, String path) {
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
        String more = Integer.toHexString(MAX_BODY + 1) + "\r\n" + "x".repeat(MAX_BODY + 1) + "\r\n";
        for (MountedRoute route : routes) {
            for (String body : List.of(
                    "Content-Length: " + (MAX_BODY + 1) + "\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n" + more)) {
                RawHttpConnection.RawResponse heard = answer(port, route.head() + body);
                assertThat(heard.status()).as(route + " " + heard).isEqualTo(413);
                assertThat(heard.body()).as(route.toString()).contains("\"The body is too large\"");
            }
        }
    }

    @Test
    void a_body_that_does_not_come_is_not_waited_for() {
        each(port, routes, "Content-Length: 10\r\n\r\n{", (route, heard) -> {
            assertThat(heard.status()).as(route + " " + heard).isEqualTo(408);
            assertThat(heard.body()).as(route.toString()).contains("\"The body did not arrive in time\"");
        });
        TestDeployment.eventually("nobody has a place any more", () -> inFlight(0) == 0);
    }

    /** What asks no store is answered; all else waits for one that says nothing, and not for ever. */
    @Test
    void an_answer_that_does_not_come_is_not_waited_for() {
        List<MountedRoute> answered =
                routes.stream().filter(route -> !route.isStream()).toList();
        double before = timeouts();
        List<String> late = new ArrayList<>();
        proxy.stall();
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
            proxy.unstall();
        }
        assertThat(timeouts() - before)
                .as("by the deadline, not by the store's own")
                .isEqualTo(late.size());
        TestDeployment.eventually("nobody has a place any more", () -> inFlight(0) == 0);
    }

    @Test
    void where_there_is_no_place_nobody_is_let_in_but_to_a_stream() {
        proxy.stall();
        try (RawHttpConnection first = RawHttpConnection.connect(portWithOneConnection)) {
            first.send(new MountedRoute("GET", "/api/v1/accounts/verify_credentials").head() + "\r\n");
            TestDeployment.eventually("the only place is taken", () -> inFlight(1) == 1);
            for (MountedRoute route : routes) {
                if (!route.isStream()) {
                    RawHttpConnection.RawResponse heard = answer(portWithOneConnection, route.head() + "\r\n");
                    assertThat(heard.status()).as(route + " " + heard).isEqualTo(503);
                    assertThat(heard.header("Retry-After")).as(route.toString()).isNotEmpty();
                }
            }
            assertThat(inFlight(1)).as("the first is still there").isEqualTo(1);
        } finally {
            proxy.unstall();
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
                .containsExactlyInAnyOrderElementsOf(UNLIMITED_ROUTES);
    }

    private interface ResponseCheck {
        void see(MountedRoute route, RawHttpConnection.RawResponse heard);
    }

    /** Asks for all of them at once, and only then listens. */
    private static void each(int port, Collection<MountedRoute> routes, String rest, ResponseCheck check) {
        Map<MountedRoute, RawHttpConnection> lines = new LinkedHashMap<>();
        try {
            routes.forEach(route -> {
                RawHttpConnection line = RawHttpConnection.connect(port);
                lines.put(route, line);
                line.send(route.head() + rest);
            });
            lines.forEach((route, line) -> check.see(route, line.readResponse()));
        } finally {
            lines.values().forEach(RawHttpConnection::close);
        }
    }

    private static RawHttpConnection.RawResponse answer(int port, String said) {
        try (RawHttpConnection line = RawHttpConnection.connect(port)) {
            line.send(said);
            return line.readResponse();
        }
    }

    private static double inFlight(int instance) {
        return deployment.gauge(instance, "skein.http.in.flight");
    }

    private static double timeouts() {
        return deployment.counter("skein.http.deadline.exceeded");
    }

    private static Collection<MountedRoute> mounted(Skein skein) {
        Map<String, MountedRoute> mounted = new TreeMap<>();
        new HttpRouters(skein.config(), skein.backends(), skein.features(), new Drain())
                .publicStack().router().getRoutes().stream()
                        .filter(route -> route.getName() != null && route.methods() != null)
                        .forEach(route -> route.methods().stream()
                                .filter(method -> !HttpMethod.HEAD.equals(method))
                                .map(method -> new MountedRoute(method.name(), route.getName()))
                                .forEach(found -> mounted.put(found.toString(), found)));
        assertThat(mounted).hasSizeGreaterThan(150);
        return List.copyOf(mounted.values());
    }
}
