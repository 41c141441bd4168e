package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.support.TestDeployment.eventually;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.embedded.ReplicatedPostgres;
import social.skein.support.AppDatabaseRole;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Tests two instances that read from one streaming replica. The first accepts a lag of a minute, so that tests have
 * time to observe rows that the replica does not have yet; the second accepts a second, the default.
 */
class ReadReplicasTest {
    private static final int LAG_TOLERANT = 0;
    private static final int STRICT = 1;

    private static ReplicatedPostgres postgres;
    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static JsonObject post;

    @BeforeAll
    static void start() {
        postgres = ReplicatedPostgres.start();
        deployment = TestDeployment.onPostgres(postgres.uri());
        String replicas = AppDatabaseRole.uriFor(postgres.replicaUri());
        deployment.start(Map.of("SKEIN_POSTGRES_REPLICAS", replicas, "SKEIN_POSTGRES_MAX_REPLICA_LAG", "1m"));
        deployment.start(Map.of("SKEIN_POSTGRES_REPLICAS", replicas, "SKEIN_ROLES", "api"));
        alice = deployment.signUp("alice", LAG_TOLERANT);
        bob = deployment.signUp("bob", LAG_TOLERANT);
        // Young tokens read from the primary for a while, so they are backdated before their first use.
        deployment.sql("update oauth_token set created_at = created_at - interval '1 hour'");
        post = alice.posts("Who likes this?");
    }

    @AfterAll
    static void stop() {
        deployment.close();
        postgres.close();
    }

    @BeforeEach
    void awaitHealthyReplica() {
        deployment.settle();
        postgres.awaitCaughtUp();
        awaitReplicaState("up");
        // The instances learn a moment later which of the last writes the replica has.
        for (int instance : List.of(LAG_TOLERANT, STRICT)) {
            eventually("alice reads from the replica", () -> readsFromReplicaOnly(alice, instance));
            eventually("bob reads from the replica", () -> readsFromReplicaOnly(bob, instance));
        }
    }

    @Test
    void reads_use_the_replica() {
        assertThat(readsFromReplicaOnly(bob, STRICT)).isTrue();
    }

    @Test
    void an_account_sees_its_own_write_at_every_instance_and_others_see_it_after_replay() {
        postgres.pauseReplay();
        try {
            bob.likes(post);

            assertThat(likers(atInstance(bob, LAG_TOLERANT))).contains(bob.id());
            assertThat(likers(atInstance(bob, STRICT))).contains(bob.id());
            assertThat(likers(atInstance(alice, LAG_TOLERANT))).doesNotContain(bob.id());
        } finally {
            postgres.resumeReplay();
        }
        postgres.awaitCaughtUp();
        assertThat(likers(atInstance(alice, LAG_TOLERANT))).contains(bob.id());
    }

    @Test
    void a_write_at_another_instance_is_visible_immediately() {
        Person bobAtOther = atInstance(bob, STRICT);
        postgres.pauseReplay();
        try {
            bobAtOther.post("/api/v1/statuses/" + post.getString("id") + "/bookmark", Map.of());

            assertThat(atInstance(bob, LAG_TOLERANT).ids("/api/v1/bookmarks")).contains(post.getString("id"));
        } finally {
            postgres.resumeReplay();
        }
    }

    @Test
    void cache_entries_are_not_loaded_from_a_lagging_replica() {
        postgres.pauseReplay();
        try {
            JsonObject news = alice.posts("News");

            assertThat(atInstance(bob, LAG_TOLERANT).ids("/api/v1/accounts/" + alice.id() + "/statuses"))
                    .contains(news.getString("id"));
        } finally {
            postgres.resumeReplay();
        }
    }

    @Test
    void a_lagging_replica_is_not_used_until_it_has_caught_up() {
        postgres.pauseReplay();
        try {
            alice.post("/api/v1/statuses/" + post.getString("id") + "/favourite", Map.of());
            awaitReplicaState(STRICT, "lagging");

            assertThat(likers(atInstance(bob, STRICT))).contains(alice.id());
            assertThat(readiness(STRICT).getString("status")).isEqualTo("degraded");
        } finally {
            postgres.resumeReplay();
        }
        awaitReplicaState(STRICT, "up");
        TestDeployment.eventually(
                "the instance is ready",
                () -> readiness(STRICT).getString("status").equals("ready"));
    }

    @Test
    void no_read_fails_while_the_replica_is_killed() {
        try (BackgroundReads readers = new BackgroundReads()) {
            postgres.killReplica();
            awaitReplicaState("down");
            readers.awaitMoreReads();
            postgres.restartReplica();
            awaitReplicaState("up");
        }
    }

    @Test
    void no_read_fails_while_the_replica_is_frozen() {
        try (BackgroundReads readers = new BackgroundReads()) {
            postgres.freezeReplica();
            awaitReplicaState("down");
            readers.awaitMoreReads();
            postgres.unfreezeReplica();
            awaitReplicaState("up");
        }
    }

    @Test
    void a_promoted_replica_is_not_used() {
        try (BackgroundReads readers = new BackgroundReads()) {
            postgres.promoteReplica();
            awaitReplicaState("promoted");
            bob.post("/api/v1/statuses/" + post.getString("id") + "/unbookmark", Map.of());
            readers.awaitMoreReads();
            postgres.killReplica();
            postgres.rebuildReplica();
            awaitReplicaState("up");
        }
    }

    /** Users that read continuously at both instances. */
    private static final class BackgroundReads implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();
        private final List<HttpResponse<String>> failures = new ArrayList<>();
        private volatile long responses;
        private volatile boolean stopped;

        BackgroundReads() {
            for (Person reader : List.of(atInstance(alice, LAG_TOLERANT), atInstance(bob, STRICT))) {
                Thread thread = new Thread(() -> read(reader));
                thread.start();
                threads.add(thread);
            }
            awaitMoreReads();
        }

        private void read(Person reader) {
            while (!stopped) {
                HttpResponse<String> response = reader.send("GET", likersOf(post), Map.of());
                synchronized (failures) {
                    responses++;
                    if (response.statusCode() != 200) {
                        failures.add(response);
                    }
                }
            }
        }

        /** Waits for further responses. */
        void awaitMoreReads() {
            long before = responses;
            eventually("reads continue", () -> responses > before + 20);
        }

        @Override
        public void close() {
            stopped = true;
            eventually("all readers have ended", () -> threads.stream().noneMatch(Thread::isAlive));
            assertThat(failures).isEmpty();
        }
    }

    private static Person atInstance(Person person, int instance) {
        return person.atPort(deployment.instance(instance).config().http().port());
    }

    private static String likersOf(JsonObject status) {
        return "/api/v1/statuses/" + status.getString("id") + "/favourited_by";
    }

    private static List<String> likers(Person reader) {
        return reader.ids(likersOf(post));
    }

    private static void awaitReplicaState(String state) {
        awaitReplicaState(LAG_TOLERANT, state);
        awaitReplicaState(STRICT, state);
    }

    private static void awaitReplicaState(int instance, String state) {
        eventually(
                "the replica is " + state,
                () -> readiness(instance)
                        .getJsonObject("replicas")
                        .getString(postgres.replicaName())
                        .equals(state));
    }

    private static JsonObject readiness(int instance) {
        return deployment.readiness(instance);
    }

    private static boolean readsFromReplicaOnly(Person reader, int instance) {
        double replica = reads(instance, "replica");
        double primary = reads(instance, "primary");
        assertThat(atInstance(reader, instance).list("/api/v1/bookmarks")).isNotNull();
        return reads(instance, "replica") > replica && reads(instance, "primary") == primary;
    }

    private static double reads(int instance, String target) {
        return deployment
                .instance(instance)
                .metrics()
                .get("skein.postgres.reads")
                .tag("target", target)
                .counter()
                .count();
    }
}
