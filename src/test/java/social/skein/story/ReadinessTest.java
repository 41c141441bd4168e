package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import social.skein.embedded.EmbeddedServer;
import social.skein.support.AvailableStores;
import social.skein.support.FaultProxy;
import social.skein.support.Person;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests that {@code /readyz} never waits for a store, and that an optional store that hangs is no error for clients. */
class ReadinessTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Logger log = (Logger) LoggerFactory.getLogger("social.skein.ops");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private TestDeployment deployment;
    private FaultProxy postgres;

    @BeforeEach
    void start() {
        events.start();
        log.setLevel(Level.INFO);
        log.addAppender(events);
        deployment = TestDeployment.unstarted();
        postgres = FaultProxy.to(deployment.stores().postgresUri());
        deployment.start(Map.of("SKEIN_POSTGRES_URI", postgres.uri()));
        TestDeployment.eventually("all stores are up", () -> isStatus(deployment.readiness(0), "ready"));
        events.list.clear();
    }

    @AfterEach
    void stop() {
        deployment.close();
        postgres.close();
        log.detachAppender(events);
        log.setLevel(null);
    }

    @Test
    void a_frozen_kafka_delays_neither_the_report_nor_a_request() throws Exception {
        AvailableStores.assumeKafka();
        Person alice = deployment.signUp("alice");
        try (FrozenServer kafka = new FrozenServer(TestStores.kafka())) {
            assertReported(report -> isDown(report, "kafka") && isStatus(report, "degraded"), 200);
            String post = alice.posts("While Kafka is frozen").getString("id");
            assertThat(alice.ids("/api/v1/timelines/home")).contains(post);
        }
        assertReported(report -> isStatus(report, "ready"), 200);
        assertLoggedOnce("Kafka at", "does not answer");
        assertLoggedOnce("Kafka at", "answers again");
    }

    @Test
    void a_frozen_redis_delays_neither_the_report_nor_a_request() throws Exception {
        AvailableStores.assumeRedis();
        Person alice = deployment.signUp("alice");
        try (FrozenServer redis = new FrozenServer(TestStores.redis())) {
            assertReported(report -> isDown(report, "redis") && isStatus(report, "degraded"), 200);
            String post = alice.posts("While Redis is frozen").getString("id");
            assertThat(alice.ids("/api/v1/timelines/home")).contains(post);
        }
        assertReported(report -> isStatus(report, "ready"), 200);
        assertLoggedOnce("Redis at", "does not answer");
        assertLoggedOnce("Redis at", "answers again");
    }

    @Test
    void an_unreachable_postgres_is_reported_at_once() {
        postgres.stall();
        assertReported(report -> isDown(report, "postgres") && isStatus(report, "down"), 503);
        assertThat(deployment
                        .instance(0)
                        .metrics()
                        .get("skein.store.up")
                        .tag("store", "postgres")
                        .gauge()
                        .value())
                .isZero();
        postgres.unstall();
        assertReported(report -> isStatus(report, "ready"), 200);
        assertLoggedOnce("PostgreSQL at 127.0.0.1:", "does not answer");
        assertLoggedOnce("PostgreSQL at 127.0.0.1:", "answers again");
    }

    @Test
    void requests_do_not_wait_for_a_database_that_does_not_answer() {
        Person alice = deployment.signUp("alice");
        postgres.stall();
        TestDeployment.eventually("requests are refused at once", () -> {
            Instant sent = Instant.now();
            int status = alice.send("GET", "/api/v1/accounts/" + alice.id() + "/statuses", Map.of())
                    .statusCode();
            return status == 503 && Duration.between(sent, Instant.now()).toMillis() < 1_000;
        });
        postgres.unstall();
        TestDeployment.eventually(
                "requests are served again",
                () -> alice.send("GET", "/api/v1/accounts/" + alice.id() + "/statuses", Map.of())
                                .statusCode()
                        == 200);
    }

    @Test
    void a_process_that_starts_waits_for_a_frozen_database() throws Exception {
        postgres.stall();
        TestDeployment late = TestDeployment.unstarted();
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try (late) {
            Future<?> thawed = later.schedule(postgres::unstall, 7, TimeUnit.SECONDS);
            late.start(Map.of("SKEIN_POSTGRES_URI", postgres.uri()));
            thawed.get();
            TestDeployment.eventually("it serves", () -> isStatus(late.readiness(0), "ready"));
        } finally {
            later.shutdownNow();
        }
    }

    @Test
    void a_postgres_that_is_gone_is_reported_at_once() {
        postgres.takeDown();

        assertReported(report -> isDown(report, "postgres") && isStatus(report, "down"), 503);
    }

    @Test
    void a_database_that_refuses_the_query_for_the_relay_is_up() {
        deployment.sql("alter table leader_lease rename to unreadable_lease");

        assertLoggedEventually("The holder of the relay cannot be read");
        assertThat(deployment.readiness(0).getString("postgres")).isEqualTo("up");
        deployment.sql("alter table unreadable_lease rename to leader_lease");
        assertReported(report -> isStatus(report, "ready"), 200);
        assertThat(count("does not answer")).isZero();
    }

    @Test
    void the_report_shows_the_disk_of_the_data_folder() {
        assertReported(report -> report.getString("disk").matches("ok|low"), 200);
    }

    @Test
    void the_report_names_this_process_and_the_leader_of_the_relay() {
        TestDeployment.eventually("the relay has a leader", () -> {
            JsonObject report = deployment.readiness(0);
            return report.getJsonObject("relay").getString("leader").equals(report.getString("process"));
        });
        String opsPort = Integer.toString(deployment.instance(0).config().ops().port());

        assertThat(deployment.readiness(0).getString("process"))
                .contains(":" + opsPort)
                .contains("pid " + ProcessHandle.current().pid());
        assertThat(deployment.gauge(0, "skein.relay.leader")).isEqualTo(1);
    }

    private static boolean isDown(JsonObject report, String store) {
        return report.getString(store).equals("down");
    }

    private static boolean isStatus(JsonObject report, String status) {
        return report.getString("status").equals(status);
    }

    /** Requests reports until one matches. On a busy machine some are slow, but each would be if they waited for a store. */
    private void assertReported(Predicate<JsonObject> expected, int status) {
        List<Long> millis = new ArrayList<>();
        TestDeployment.eventually("the report shows the state", () -> {
            long asked = System.nanoTime();
            HttpResponse<String> response = ready();
            millis.add(Duration.ofNanos(System.nanoTime() - asked).toMillis());
            return expected.test(new JsonObject(response.body())) && response.statusCode() == status;
        });
        assertThat(Collections.min(millis)).isLessThan(100);
    }

    private HttpResponse<String> ready() throws IOException, InterruptedException {
        int port = deployment.instance(0).config().ops().port();
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                        .build(),
                BodyHandlers.ofString());
    }

    private void assertLoggedEventually(String part) {
        TestDeployment.eventually("the log contains " + part, () -> count(part) > 0);
        assertLoggedOnce(part);
    }

    private void assertLoggedOnce(String... parts) {
        assertThat(count(parts)).as("log lines with " + List.of(parts)).isEqualTo(1);
    }

    private long count(String... parts) {
        return List.copyOf(events.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> List.of(parts).stream().allMatch(message::contains))
                .count();
    }

    /** A server that is stopped by a signal, so that it accepts connections and never answers. */
    private record FrozenServer(long pid) implements AutoCloseable {
        FrozenServer(EmbeddedServer server) throws Exception {
            this(server.pid().orElseThrow());
            signal("STOP");
        }

        private void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            signal("CONT");
        }
    }
}
