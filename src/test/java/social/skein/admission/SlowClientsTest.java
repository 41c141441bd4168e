package social.skein.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.SlowClients;
import social.skein.support.TestDeployment;

/**
 * Tests that normal requests succeed while 1,500 clients are slow: 500 send a head, 500 send a body and 500 read a
 * response, byte by byte. {@code bin/bench slow-clients} measures the effect on latency.
 */
class SlowClientsTest {
    private static final int CLIENTS_PER_KIND = 500;
    private static final int NORMAL_CLIENTS = 4;
    private static final int MIN_REQUESTS = 50;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static TestDeployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of(
                "SKEIN_ROLES", "api,stream",
                "SKEIN_HTTP_HEADER_TIMEOUT", "2s",
                "SKEIN_HTTP_BODY_TIMEOUT", "2s",
                "SKEIN_HTTP_IDLE_TIMEOUT", "3s"));
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void slow_clients_neither_delay_others_nor_hold_permits() {
        String post = alice.posts("While others dribble").getString("id");
        try (SlowClients slow = SlowClients.open(CLIENTS_PER_KIND, alice.port())) {
            List<CompletableFuture<Integer>> others = new ArrayList<>();
            for (int i = 0; i < NORMAL_CLIENTS; i++) {
                others.add(CompletableFuture.supplyAsync(() -> requestsAnsweredWhile(slow, post)));
            }
            assertThat(others.stream().map(CompletableFuture::join)).allMatch(answered -> answered >= MIN_REQUESTS);

            TestDeployment.eventually(
                    "all slow connections are closed",
                    () -> deployment.gauge(0, "skein.http.connections") < CLIENTS_PER_KIND / 10
                            && deployment.gauge(0, "skein.http.in.flight") == 0);
            assertThat(closedCount("timeout"))
                    .as("at least the connections with slow heads")
                    .isGreaterThanOrEqualTo(CLIENTS_PER_KIND);
        }
        assertThat(closedCount("limit") + closedCount("address-limit")).isZero();
        assertThat(alice.home()).contains(post);
    }

    /**
     * Sends requests until all slow senders are disconnected, at least {@code MIN_REQUESTS}; all must succeed. Fails if
     * slow senders stay connected.
     */
    private static int requestsAnsweredWhile(SlowClients slowClients, String post) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        int answered = 0;
        while (answered < MIN_REQUESTS
                || slowClients.closedCount(SlowClients.Kind.SLOW_HEADERS) < CLIENTS_PER_KIND
                || slowClients.closedCount(SlowClients.Kind.SLOW_BODY) < CLIENTS_PER_KIND) {
            HttpResponse<String> home = alice.send("GET", "/api/v1/timelines/home", Map.of());
            assertThat(home.statusCode()).as(home.body()).isEqualTo(200);
            assertThat(home.body()).contains(post);
            answered++;
            assertThat(System.nanoTime())
                    .as("when all slow senders are disconnected")
                    .isLessThan(end);
        }
        return answered;
    }

    private static double closedCount(String reason) {
        return deployment.counter("skein.http.connections.closed", "reason", reason);
    }
}
