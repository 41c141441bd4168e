package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/**
 * Tests reads and writes while Redis or Kafka is down, and after it has restarted. Bob follows alice, and his timeline
 * is live.
 */
class StoreOutageTest {
    private TestDeployment deployment;
    private Person alice;
    private Person bob;

    @BeforeEach
    void start() {
        AvailableStores.assumeRedis();
        deployment = TestDeployment.withInstances(1);
        alice = deployment.signUp("alice");
        bob = deployment.followerWithTimeline("bob", alice);
    }

    @AfterEach
    void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    void home_is_read_from_the_database_without_redis_and_has_no_gap_after_the_outage() {
        String before = alice.posts("Before").getString("id");
        deployment.settle();
        String during;
        TestStores.redis().stop();
        try {
            during = alice.posts("While Redis is away").getString("id");
            TestDeployment.eventually(
                    "the Redis breaker is open", () -> bob.home().contains(during) && breakerGauge() == 1);

            assertThat(bob.home()).contains(before, during);
            awaitDegraded(deployment, "redis");
        } finally {
            TestStores.redis().start();
        }

        TestDeployment.eventually(
                "the Redis breaker is closed and the instance is ready",
                () -> breakerGauge() == 0
                        && deployment.readiness(0).getString("status").equals("ready"));
        assertThat(deployment.readiness(0).getString("redis")).isEqualTo("up");
        String after = alice.posts("After").getString("id");
        deployment.settle();
        assertThat(bob.home()).contains(before, during, after);
        deployment.awaitRebuilds(2, bob);
        assertThat(deployment.redisTimeline(bob)).contains(before, during, after);
        assertThat(bob.home()).contains(before, during, after).doesNotHaveDuplicates();
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @Test
    void facts_wait_while_kafka_is_down_and_are_delivered_in_order_afterwards() {
        AvailableStores.assumeKafka();
        String during;
        TestStores.kafka().stop();
        try {
            during = alice.posts("While Kafka is away, @bob").getString("id");
            alice.send(
                    "DELETE",
                    "/api/v1/statuses/" + alice.posts("Deleted meanwhile").getString("id"),
                    Map.of());

            assertThat(alice.get("/api/v1/statuses/" + during).getString("id")).isEqualTo(during);
            assertThat(bob.ids("/api/v1/accounts/" + alice.id() + "/statuses")).containsExactly(during);
            awaitDegraded(deployment, "kafka");
        } finally {
            TestStores.kafka().start();
        }

        deployment.settle();
        assertThat(bob.home()).isEqualTo(List.of(during));
        assertThat(bob.list("/api/v1/notifications")).hasSize(1);
        assertThat(deployment.deadLetters()).isEmpty();
    }

    @Test
    void a_deployment_starts_while_kafka_is_down_and_works_once_it_is_up() {
        AvailableStores.assumeKafka();
        TestDeployment late = TestDeployment.unstarted();
        TestStores.kafka().stop();
        try {
            late.start(Map.of());
            Person carol = late.signUp("carol");
            Person dave = late.signUp("dave");
            dave.follows(carol);
            String during = carol.posts("Before there was a Kafka, @dave").getString("id");
            awaitDegraded(late, "kafka");
            assertThat(dave.list("/api/v1/notifications")).isEmpty();

            TestStores.kafka().start();
            late.settle();
            assertThat(dave.home()).containsExactly(during);
            assertThat(dave.list("/api/v1/notifications")).hasSize(1);
            TestDeployment.eventually(
                    "the instance is ready",
                    () -> late.readiness(0).getString("status").equals("ready"));
        } finally {
            TestStores.kafka().start();
            late.close();
        }
    }

    private static void awaitDegraded(TestDeployment deployment, String store) {
        TestDeployment.eventually("a check has found that " + store + " is down", () -> {
            JsonObject readiness = deployment.readiness(0);
            return readiness.getString(store).equals("down")
                    && readiness.getString("status").equals("degraded");
        });
    }

    private double breakerGauge() {
        return deployment.gauge(0, "skein.redis.breaker.open");
    }
}
