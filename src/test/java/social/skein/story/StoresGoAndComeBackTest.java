package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Rung;
import social.skein.support.Servers;

/** Redis or Kafka is stopped while people read and write, and started again. Bob follows alice, and his timeline is live. */
class StoresGoAndComeBackTest {
    private Deployment deployment;
    private Person alice;
    private Person bob;

    @BeforeEach
    void start() {
        Rung.needsRedis();
        deployment = Deployment.of(1);
        alice = deployment.signUp("alice");
        bob = deployment.liveFollower("bob", alice);
    }

    @AfterEach
    void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void without_redis_the_database_answers_and_when_it_is_back_no_timeline_has_a_gap() {
        String before = alice.posts("Before").getString("id");
        deployment.settle();
        String during;
        Servers.all().redis().stop();
        try {
            during = alice.posts("While Redis is away").getString("id");
            Deployment.eventually(
                    "Redis is not asked any more", () -> bob.home().contains(during) && gauge() == 1);

            assertThat(bob.home()).contains(before, during);
            assertThat(deployment.readiness(0).encode()).contains("\"degraded\"", "\"redis\":\"down\"");
        } finally {
            Servers.all().redis().start();
        }

        Deployment.eventually(
                "Redis is asked again, and all is well",
                () -> gauge() == 0
                        && deployment.readiness(0).getString("status").equals("ready"));
        assertThat(deployment.readiness(0).getString("redis")).isEqualTo("up");
        String after = alice.posts("After").getString("id");
        deployment.settle();
        assertThat(bob.home()).contains(before, during, after);
        deployment.awaitRebuilds(2, bob);
        assertThat(deployment.liveTimeline(bob)).contains(before, during, after);
        assertThat(bob.home()).contains(before, during, after).doesNotHaveDuplicates();
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @Test
    void without_kafka_facts_wait_and_when_it_is_back_all_of_them_arrive_in_their_order() {
        Rung.needsKafka();
        String during;
        Servers.all().kafka().stop();
        try {
            during = alice.posts("While Kafka is away, @bob").getString("id");
            alice.send(
                    "DELETE",
                    "/api/v1/statuses/" + alice.posts("Deleted meanwhile").getString("id"),
                    Map.of());

            assertThat(alice.get("/api/v1/statuses/" + during).getString("id")).isEqualTo(during);
            assertThat(bob.ids("/api/v1/accounts/" + alice.id() + "/statuses")).containsExactly(during);
            assertThat(deployment.readiness(0).encode()).contains("\"degraded\"", "\"kafka\":\"down\"");
        } finally {
            Servers.all().kafka().start();
        }

        deployment.settle();
        assertThat(bob.home()).isEqualTo(List.of(during));
        assertThat(bob.list("/api/v1/notifications")).hasSize(1);
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @Test
    void a_deployment_starts_while_kafka_is_away_and_works_once_it_is_there() {
        Rung.needsKafka();
        Deployment late = Deployment.unstarted();
        Servers.all().kafka().stop();
        try {
            late.start(Map.of());
            Person carol = late.signUp("carol");
            Person dave = late.signUp("dave");
            dave.follows(carol);
            String during = carol.posts("Before there was a Kafka, @dave").getString("id");
            assertThat(late.readiness(0).encode()).contains("\"degraded\"", "\"kafka\":\"down\"");
            assertThat(dave.list("/api/v1/notifications")).isEmpty();

            Servers.all().kafka().start();
            late.settle();
            assertThat(dave.home()).containsExactly(during);
            assertThat(dave.list("/api/v1/notifications")).hasSize(1);
            assertThat(late.readiness(0).getString("status")).isEqualTo("ready");
        } finally {
            Servers.all().kafka().start();
            late.close();
        }
    }

    private double gauge() {
        return deployment.gauge(0, "skein.redis.breaker.open");
    }
}
