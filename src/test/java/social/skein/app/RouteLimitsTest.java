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
 * Tests the limits of every route of a running instance: the size of a body and the time to receive it, the deadline of
 * a response, load shedding, and the rate limit. A new route has all of these, or is listed here with a reason.
 */
class RouteLimitsTest {
    private static final int MAX_BODY = 65_536;

    /** They are the same for all clients, and are served from memory or, if they are media, usually by a CDN. */
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
            "GET /media/:folder/:name",
            "GET /nodeinfo/2.0",
            "GET /openapi.json");

    private static final AtomicInteger TOKENS = new AtomicInteger();

    private static FaultProxy proxy;
    private static TestDeployment deployment;
    private static int port;
    private static int portWithOnePermit;
    private static int portWithDeadline;
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
                "SKEIN_OVERLOAD_DEADLINE", "30s"));
        portWithOnePermit = port(Map.of("SKEIN_OVERLOAD_LIMIT", "1"));
        portWithDeadline = port(Map.of("SKEIN_OVERLOAD_LIMIT", "none", "SKEIN_OVERLOAD_DEADLINE", "1s"));
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

    /** A route, and the head of a request to it with an unknown token. */
    private record MountedRoute(String method, String path) {
        boolean isStream() {
            return path.startsWith("/api/v1/streaming");
        }

        boolean isApi() {
            return path.startsWith("/api/") && !isStream();
        }

        /** Whether the access token is looked up; the provisioning API verifies its credential without a store. */
        boolean usesAccessToken() {
            return isApi() && !path.startsWith("/api/skein/");
        }

        String head() {
            String token = "nobody" + TOKENS.incrementAndGet();
            return method + " " + path.replaceAll(":[a-z_]+", "1")
                    + " HTTP/1.1\r\nHost: skein.test\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Type: application/json\r\n";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void an_oversized_body_is_rejected_before_it_arrives() {
        String chunk = Integer.toHexString(MAX_BODY + 1) + "\r\n" + "x".repeat(MAX_BODY + 1) + "\r\n";
        for (MountedRoute route : routes) {
            for (String body : List.of(
                    "Content-Length: " + (MAX_BODY + 1) + "\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n" + chunk)) {
                RawHttpConnection.RawResponse response = exchange(port, route.head() + body);
                assertThat(response.status()).as(route + " " + response).isEqualTo(413);
                assertThat(response.body()).as(route.toString()).contains("\"The body is too large\"");
            }
        }
    }

    @Test
    void a_body_that_does_not_arrive_times_out() {
        each(port, routes, "Content-Length: 10\r\n\r\n{", (route, response) -> {
            assertThat(response.status()).as(route + " " + response).isEqualTo(408);
            assertThat(response.body()).as(route.toString()).contains("\"The body did not arrive in time\"");
        });
        TestDeployment.eventually("no request is in flight", () -> inFlight(0) == 0);
    }

    /** Routes that query no store still respond; all others wait for the stalled database until their deadline. */
    @Test
    void a_request_that_waits_for_a_stalled_store_times_out() {
        List<MountedRoute> requestRoutes =
                routes.stream().filter(route -> !route.isStream()).toList();
        double before = timeouts();
        List<String> timedOut = new ArrayList<>();
        proxy.stall();
        try {
            each(portWithDeadline, requestRoutes, "\r\n", (route, response) -> {
                assertThat(response.status()).as(route + " " + response).isPositive();
                assertThat(response.status() == 503 || !route.usesAccessToken())
                        .as(route + " " + response)
                        .isTrue();
                if (response.status() == 503) {
                    timedOut.add(route.toString());
                }
            });
        } finally {
            proxy.unstall();
        }
        assertThat(timeouts() - before)
                .as("timeouts by the deadline, not by the store client")
                .isEqualTo(timedOut.size());
        TestDeployment.eventually("no request is in flight", () -> inFlight(2) == 0);
    }

    @Test
    void without_a_free_permit_every_request_except_streams_is_shed() {
        proxy.stall();
        try (RawHttpConnection first = RawHttpConnection.connect(portWithOnePermit)) {
            first.send(new MountedRoute("GET", "/api/v1/accounts/verify_credentials").head() + "\r\n");
            TestDeployment.eventually("the only permit is taken", () -> inFlight(1) == 1);
            for (MountedRoute route : routes) {
                if (!route.isStream()) {
                    RawHttpConnection.RawResponse response = exchange(portWithOnePermit, route.head() + "\r\n");
                    assertThat(response.status()).as(route + " " + response).isEqualTo(503);
                    assertThat(response.header("Retry-After"))
                            .as(route.toString())
                            .isNotEmpty();
                }
            }
            assertThat(inFlight(1)).as("the first request is still in flight").isEqualTo(1);
        } finally {
            proxy.unstall();
        }
    }

    @Test
    void every_route_that_queries_a_store_has_a_rate_limit() {
        List<String> uncounted = new ArrayList<>();
        each(port, routes, "\r\n", (route, response) -> {
            if (response.header("X-RateLimit-Limit").isEmpty() && !route.isStream()) {
                uncounted.add(route.toString());
            }
        });
        assertThat(uncounted)
                .as("routes without a rate limit that are not listed, or listed routes that are not mounted")
                .containsExactlyInAnyOrderElementsOf(UNLIMITED_ROUTES);
    }

    private interface ResponseCheck {
        void verify(MountedRoute route, RawHttpConnection.RawResponse response);
    }

    /** Sends a request to every route before it reads the first response. */
    private static void each(int port, Collection<MountedRoute> routes, String rest, ResponseCheck check) {
        Map<MountedRoute, RawHttpConnection> connections = new LinkedHashMap<>();
        try {
            routes.forEach(route -> {
                RawHttpConnection connection = RawHttpConnection.connect(port);
                connections.put(route, connection);
                connection.send(route.head() + rest);
            });
            connections.forEach((route, connection) -> check.verify(route, connection.readResponse()));
        } finally {
            connections.values().forEach(RawHttpConnection::close);
        }
    }

    private static RawHttpConnection.RawResponse exchange(int port, String request) {
        try (RawHttpConnection connection = RawHttpConnection.connect(port)) {
            connection.send(request);
            return connection.readResponse();
        }
    }

    private static double inFlight(int instance) {
        return deployment.gauge(instance, "skein.http.in.flight");
    }

    private static double timeouts() {
        return deployment
                .instance(2)
                .metrics()
                .get("skein.http.deadline.exceeded")
                .counter()
                .count();
    }

    private static Collection<MountedRoute> mounted(Skein skein) {
        Map<String, MountedRoute> mounted = new TreeMap<>();
        new HttpRouters(skein.config(), skein.connections(), skein.features(), new Drain())
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
