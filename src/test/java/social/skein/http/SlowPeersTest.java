package social.skein.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.SlowPeers;

/**
 * Five hundred who send heads, five hundred who send bodies and five hundred who read answers, byte by byte, while others ask.
 * What it does to how long the others wait is measured by {@code bin/bench slow-peers}.
 */
class SlowPeersTest {
    private static final int OF_EACH = 500;
    private static final int OTHERS = 4;
    private static final int LEAST = 50;

    private static Deployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = Deployment.unstarted();
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
    void who_is_slow_keeps_nobody_waiting_and_no_place() {
        String post = alice.posts("While others dribble").getString("id");
        try (SlowPeers slow = SlowPeers.of(OF_EACH, alice.port())) {
            List<CompletableFuture<Integer>> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(CompletableFuture.supplyAsync(() -> asksWhile(slow, post)));
            }
            assertThat(others.stream().map(CompletableFuture::join)).allMatch(answered -> answered >= LEAST);

            Deployment.eventually(
                    "all places are free again",
                    () -> deployment.gauge(0, "skein.http.connections") < OF_EACH / 10
                            && deployment.gauge(0, "skein.http.in.flight") == 0);
            assertThat(hungUp("late")).as("at least the heads").isGreaterThanOrEqualTo(OF_EACH);
        }
        assertThat(hungUp("full") + hungUp("crowded")).isZero();
        assertThat(alice.home()).contains(post);
    }

    /** Goes on until those are gone who can tell, and longer where that was too soon to show anything; all that is answered is right. */
    private static int asksWhile(SlowPeers slow, String post) {
        int answered = 0;
        while (answered < LEAST
                || slow.hungUpOn(SlowPeers.Kind.HEAD) < OF_EACH
                || slow.hungUpOn(SlowPeers.Kind.BODY) < OF_EACH) {
            HttpResponse<String> home = alice.send("GET", "/api/v1/timelines/home", Map.of());
            assertThat(home.statusCode()).as(home.body()).isEqualTo(200);
            assertThat(home.body()).contains(post);
            answered++;
        }
        return answered;
    }

    private static double hungUp(String why) {
        return deployment.counted("skein.http.hung.up", "why", why);
    }
}
