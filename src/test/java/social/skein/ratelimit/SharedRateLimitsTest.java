package social.skein.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.FaultProxy;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Two instances that share limits, with the ledger in Redis, without it, and when it goes away. */
class SharedRateLimitsTest {
    private static final int PER_USER = 40;
    private static final int PER_APP = 12;
    private static final String ME = "/api/v1/accounts/verify_credentials";

    private final TestDeployment deployment = TestDeployment.unstarted();
    private final FaultProxy proxy = FaultProxy.to(deployment.stores().redisUri());

    @BeforeEach
    void empty() {
        deployment.wipeRedis();
    }

    @AfterEach
    void stop() {
        deployment.close();
        proxy.close();
    }

    private void start(String redis) {
        Map<String, String> settings = Map.of(
                "SKEIN_ROLES",
                "api",
                "SKEIN_REDIS_URI",
                redis,
                "SKEIN_HTTP_BEHIND_PROXY",
                "true",
                "SKEIN_RATE_LIMITS_PER_USER",
                PER_USER + "/10m");
        deployment.start(settings);
        deployment.start(settings);
    }

    private Person atInstance(Person person, int instance) {
        return person.atPort(deployment.instance(instance).config().http().port());
    }

    @Test
    void together_they_let_in_exactly_the_limit() {
        start(proxy.uri());
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");

        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < PER_USER; i++) {
            answers.add(send(atInstance(alice, 0)).statusCode());
            answers.add(send(atInstance(alice, 1)).statusCode());
        }

        assertThat(answers).containsOnly(200, 429);
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(PER_USER);
        assertThat(send(atInstance(alice, 1)).headers().firstValue("X-RateLimit-Remaining"))
                .contains("0");
        assertThat(send(atInstance(bob, 1)).statusCode()).isEqualTo(200);
    }

    @Test
    void many_at_once_are_no_way_around() {
        start(proxy.uri());
        Person alice = deployment.signUp("alice");

        List<CompletableFuture<Integer>> asked = new ArrayList<>();
        for (int i = 0; i < 4 * PER_USER; i++) {
            Person somewhere = atInstance(alice, i % 2);
            asked.add(CompletableFuture.supplyAsync(() -> send(somewhere).statusCode()));
        }

        long letIn = asked.stream()
                .map(CompletableFuture::join)
                .filter(status -> status == 200)
                .count();
        // On a machine so busy that Redis takes its quarter of a second, each counts for itself.
        boolean alone = redisDownGauge(0) + redisDownGauge(1) > 0;
        assertThat(letIn).isBetween((long) PER_USER, (long) (alone ? 2 * PER_USER : PER_USER));
    }

    private double redisDownGauge(int instance) {
        return deployment
                .instance(instance)
                .metrics()
                .get("skein.rate.limit.store")
                .tag("outcome", "away")
                .counter()
                .count();
    }

    @Test
    void without_redis_each_counts_for_itself() {
        start("redis://127.0.0.1:1");
        Person alice = deployment.signUp("alice");

        assertThat(countAllowed(atInstance(alice, 0))).isEqualTo(PER_USER);
        assertThat(countAllowed(atInstance(alice, 1))).isEqualTo(PER_USER);
    }

    @Test
    void when_redis_goes_away_each_goes_on_by_itself_and_nobody_notices() {
        start(proxy.uri());
        Person alice = deployment.signUp("alice");
        List<Integer> before = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            before.add(send(atInstance(alice, i % 2)).statusCode());
        }
        assertThat(before).containsOnly(200);

        proxy.takeDown();

        assertThat(countAllowed(atInstance(alice, 0)))
                .as("what it let in before counts")
                .isEqualTo(PER_USER - before.size() / 2);
    }

    @Test
    void all_who_use_an_app_share_the_limit_of_that_app_where_it_has_one() {
        deployment.start(Map.of(
                "SKEIN_ROLES", "api",
                "SKEIN_HTTP_BEHIND_PROXY", "true",
                "SKEIN_RATE_LIMITS_PER_APP", PER_APP + "/1h"));
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");
        JsonObject app = app(alice);
        Person aliceThere = alice.withTokenOf(app, "read");
        Person bobThere = bob.withTokenOf(app, "read");

        for (int i = 0; i < PER_APP; i++) {
            HttpResponse<String> answer = send(i % 2 == 0 ? aliceThere : bobThere);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-RateLimit-Limit")).contains(Integer.toString(PER_APP));
        }

        assertThat(send(aliceThere).statusCode()).isEqualTo(429);
        assertThat(send(bobThere).statusCode()).isEqualTo(429);
        assertThat(send(bob).statusCode()).as("another app").isEqualTo(200);
    }

    private static JsonObject app(Person nobody) {
        return nobody.withToken("")
                .post("/api/v1/apps", Map.of("client_name", "shared", "redirect_uris", "urn:ietf:wg:oauth:2.0:oob"));
    }

    /** How many requests are let in before the first that is not. */
    private static int countAllowed(Person who) {
        for (int i = 0; i <= 2 * PER_USER; i++) {
            int status = send(who).statusCode();
            if (status == 429) {
                return i;
            }
            assertThat(status).isEqualTo(200);
        }
        throw new AssertionError("Nobody was refused");
    }

    private static HttpResponse<String> send(Person who) {
        return who.send("GET", ME, Map.of(), Map.of("X-Forwarded-For", "192.0.2.1"));
    }
}
