package social.skein.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Jdbc;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/**
 * Tests a server with a concurrency limit of three. Alice's posts block on a database lock that the test holds, to
 * occupy permits.
 */
class LoadSheddingTest {
    private static final String HOME = "/api/v1/timelines/home";
    private static final String SEARCH = "/api/v2/search?q=wren";
    private static final String STATUSES = "/api/v1/statuses";

    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static Connection lockConnection;

    private final List<CompletableFuture<HttpResponse<String>>> blocked = new ArrayList<>();

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream", "SKEIN_OVERLOAD_LIMIT", "3"));
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @BeforeEach
    void lock() throws SQLException {
        lockConnection = Jdbc.connect(deployment.stores().postgres());
        lockConnection.setAutoCommit(false);
        lockConnection.createStatement().execute("select next_id(shard_of(" + alice.id() + "))");
    }

    @AfterEach
    void unlock() throws Exception {
        if (!lockConnection.isClosed()) {
            lockConnection.close();
        }
        for (CompletableFuture<HttpResponse<String>> post : blocked) {
            post.get(20, TimeUnit.SECONDS);
        }
        awaitInFlight(0);
    }

    @Test
    void low_priority_requests_are_shed_before_reads_and_writes() {
        double before = shedCount("low");
        blockPosts(1);

        for (String path : List.of(SEARCH, "/api/v1/trends/tags", "/api/v2/suggestions", "/api/v1/directory")) {
            assertShed(bob.send("GET", path, Map.of()));
        }
        assertShed(bob.send("GET", HOME, Map.of(), Map.of("Sec-Purpose", "prefetch;prerender")));

        bob.home();
        bob.posts("While others wait");
        assertThat(shedCount("low") - before).isEqualTo(5);
    }

    @Test
    void reads_are_shed_before_writes_and_sign_in() {
        double before = shedCount("normal");
        blockPosts(2);

        assertShed(bob.send("GET", HOME, Map.of()));

        bob.posts("While others wait");
        // The response arrives before the permit is released.
        awaitInFlight(2);
        JsonObject app =
                bob.post("/api/v1/apps", Map.of("client_name", "wren", "redirect_uris", "urn:ietf:wg:oauth:2.0:oob"));
        awaitInFlight(2);
        Person signedIn = bob.withTokenOf(app, "read");
        awaitInFlight(2);
        assertThat(signedIn.get("/api/v1/accounts/verify_credentials").getString("id"))
                .isEqualTo(bob.id());
        assertThat(shedCount("normal") - before).isEqualTo(1);
    }

    @Test
    void everything_is_shed_at_the_limit_until_a_permit_is_free() throws Exception {
        double before = shedCount("high");
        blockPosts(3);

        assertShed(bob.send("POST", STATUSES, Map.of("status", "One too many")));

        assertThat(shedCount("high") - before).isEqualTo(1);
        lockConnection.close();
        awaitInFlight(0);
        assertThat(bob.send("GET", SEARCH, Map.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_shed_request_gets_an_error_body_and_a_retry_delay() {
        blockPosts(3);

        HttpResponse<String> response = bob.send("GET", HOME, Map.of());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After"))
                .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-3]"));
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(new JsonObject(response.body()).getString("error")).contains("try again");
    }

    @Test
    void streams_take_no_permit_and_open_at_the_limit() {
        List<StreamClient> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            readers.add(StreamClient.connectWebSocket(bob, "user"));
            readers.add(StreamClient.connectEventStream(bob, "user"));
        }
        awaitInFlight(0);
        blockPosts(3);
        readers.add(StreamClient.connectWebSocket(bob, "user"));

        String health = bob.send("GET", "/api/v1/streaming/health", Map.of()).body();
        int preflight = bob.send("OPTIONS", STATUSES, Map.of()).statusCode();

        assertThat(health).isEqualTo("OK");
        assertThat(preflight).isEqualTo(204);
        readers.forEach(StreamClient::close);
    }

    @Test
    void a_slow_upload_takes_no_permit() throws IOException {
        List<Socket> trickling = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket client = connected();
            write(client, post(10) + "status=");
            trickling.add(client);
        }
        bob.posts("In between");
        awaitInFlight(0);

        write(trickling.get(0), "dot");

        String response = new String(trickling.get(0).getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        assertThat(response).isEqualTo("HTTP/1.1 200 OK");
        for (Socket client : trickling) {
            client.close();
        }
    }

    @Test
    void an_overdue_request_gets_a_503_and_its_work_stops() throws Exception {
        int shortDeadlinePort = deployment
                .start(Map.of("SKEIN_ROLES", "api", "SKEIN_OVERLOAD_DEADLINE", "500ms"))
                .config()
                .http()
                .port();

        HttpResponse<String> response =
                alice.atPort(shortDeadlinePort).send("POST", STATUSES, Map.of("status", "Too late"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.body()).contains("too long");
        lockConnection.close();
        alice.posts("After that");
        assertThat(countPosts("Too late")).isZero();
    }

    @Test
    void the_work_for_a_disconnected_client_stops() throws Exception {
        try (Socket client = connected()) {
            write(client, postOf(alice, "status=Never+mind"));
            awaitInFlight(1);
        }
        awaitInFlight(0);
        lockConnection.close();

        alice.posts("After that");
        assertThat(countPosts("Never mind")).isZero();
    }

    @Test
    void a_permit_is_released_however_a_request_ends() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (Socket client = connected()) {
                write(client, get(HOME));
            }
            try (Socket client = connected()) {
                write(client, post(10) + "stat");
            }
            try (Socket client = connected()) {
                write(client, postOf(alice, "status=gone"));
            }
        }
        for (String request : List.of(
                get("/nothing"),
                get("/api/v1/nothing"),
                get("/api/%"),
                "GET " + HOME + " HTTP/1.1\r\nHost: skein.test\r\n\r\n",
                get("/api/v1/timelines/home?max_id=abc"),
                "OPTIONS * HTTP/1.1\r\nHost: skein.test\r\n\r\n",
                "GET http://skein.test/ HTTP/1.1\r\nHost: skein.test\r\n\r\n",
                "FOO /api/v1/instance HTTP/1.1\r\nHost: skein.test\r\n\r\n",
                "nonsense\r\n\r\n",
                post(100_000_000))) {
            try (Socket client = connected()) {
                write(client, request);
                assertThat(client.getInputStream().readNBytes(8)).as(request).hasSize(8);
            }
        }
        lockConnection.close();
        awaitInFlight(0);
        assertThat(bob.send("GET", SEARCH, Map.of()).statusCode()).isEqualTo(200);
    }

    /** Starts posts by alice that block on the lock. */
    private void blockPosts(int posts) {
        for (int i = 0; i < posts; i++) {
            blocked.add(CompletableFuture.supplyAsync(
                    () -> alice.send("POST", STATUSES, Map.of("status", "Blocked until the lock is released"))));
        }
        awaitInFlight(posts);
    }

    private static long countPosts(String text) {
        return Long.parseLong(deployment
                .sql("select count(*) from status where source = '" + text + "'")
                .get(0));
    }

    private static void awaitInFlight(int requests) {
        TestDeployment.eventually(
                requests + " requests are in progress", () -> deployment.gauge(0, "skein.http.in.flight") == requests);
    }

    private static double shedCount(String priority) {
        return deployment.counter("skein.http.shed", "priority", priority);
    }

    private static void assertShed(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(503);
    }

    private static Socket connected() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), bob.port());
        client.setSoTimeout(20_000);
        return client;
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String get(String path) {
        return head("GET " + path, bob) + "\r\n";
    }

    /** The head of a post by bob, whose body of this length is not included. */
    private static String post(int length) {
        return head("POST " + STATUSES, bob) + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    private static String postOf(Person author, String form) {
        return head("POST " + STATUSES, author) + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n\r\n" + form;
    }

    private static String head(String line, Person caller) {
        return line + " HTTP/1.1\r\nHost: skein.test\r\nAuthorization: Bearer " + caller.token() + "\r\n";
    }
}
