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
 * Two instances that read from one streaming replica. At the first it may be late by a minute, so that tests have time to
 * see what it does not show yet; at the second by a second, as usual.
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
        // Newcomers read from the primary for a while; before they are asked for, the tokens are made older.
        deployment.sql("update oauth_token set created_at = created_at - interval '1 hour'");
        post = alice.posts("Who likes this?");
    }

    @AfterAll
    static void stop() {
        deployment.close();
        postgres.close();
    }

    @BeforeEach
    void allIsWell() {
        deployment.settle();
        postgres.awaitCaughtUp();
        awaitReplicaState("up");
        // What the replica has of their last writes is known a moment later.
        for (int instance : List.of(LAG_TOLERANT, STRICT)) {
            eventually("alice is sent there", () -> isReadFromTheReplicaAlone(alice, instance));
            eventually("bob is sent there", () -> isReadFromTheReplicaAlone(bob, instance));
        }
    }

    @Test
    void what_is_only_shown_is_read_from_the_replica() {
        assertThat(isReadFromTheReplicaAlone(bob, STRICT)).isTrue();
    }

    @Test
    void what_somebody_wrote_they_read_at_once_wherever_they_ask_and_others_when_the_replica_has_it() {
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
    void what_was_written_at_another_instance_is_read_at_once_too() {
        Person there = atInstance(bob, STRICT);
        postgres.pauseReplay();
        try {
            there.post("/api/v1/statuses/" + post.getString("id") + "/bookmark", Map.of());

            assertThat(atInstance(bob, LAG_TOLERANT).ids("/api/v1/bookmarks")).contains(post.getString("id"));
        } finally {
            postgres.resumeReplay();
        }
    }

    @Test
    void what_is_kept_in_memory_is_not_looked_up_where_it_may_be_old() {
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
    void a_replica_that_lags_is_not_asked_until_it_has_caught_up() {
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
                "nothing is amiss", () -> readiness(STRICT).getString("status").equals("ready"));
    }

    @Test
    void a_replica_that_is_killed_costs_nobody_an_answer() {
        try (BackgroundReads readers = new BackgroundReads()) {
            postgres.killReplica();
            awaitReplicaState("down");
            readers.goOn();
            postgres.restartReplica();
            awaitReplicaState("up");
        }
    }

    @Test
    void a_replica_that_freezes_costs_nobody_an_answer() {
        try (BackgroundReads readers = new BackgroundReads()) {
            postgres.freezeReplica();
            awaitReplicaState("down");
            readers.goOn();
            postgres.unfreezeReplica();
            awaitReplicaState("up");
        }
    }

    @Test
    void a_replica_that_was_promoted_is_not_asked() {
        try (BackgroundReads readers = new BackgroundReads()) {
            postgres.promoteReplica();
            awaitReplicaState("promoted");
            bob.post("/api/v1/statuses/" + post.getString("id") + "/unbookmark", Map.of());
            readers.goOn();
            postgres.killReplica();
            postgres.rebuildReplica();
            awaitReplicaState("up");
        }
    }

    /** People who read all the time, at both instances. */
    private static final class BackgroundReads implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();
        private final List<HttpResponse<String>> wrong = new ArrayList<>();
        private volatile long answers;
        private volatile boolean over;

        BackgroundReads() {
            for (Person reader : List.of(atInstance(alice, LAG_TOLERANT), atInstance(bob, STRICT))) {
                Thread thread = new Thread(() -> read(reader));
                thread.start();
                threads.add(thread);
            }
            goOn();
        }

        private void read(Person reader) {
            while (!over) {
                HttpResponse<String> answer = reader.send("GET", likersOf(post), Map.of());
                synchronized (wrong) {
                    answers++;
                    if (answer.statusCode() != 200) {
                        wrong.add(answer);
                    }
                }
            }
        }

        /** Returns when they have read some more. */
        void goOn() {
            long before = answers;
            eventually("people read on", () -> answers > before + 20);
        }

        @Override
        public void close() {
            over = true;
            eventually("all readers are done", () -> threads.stream().noneMatch(Thread::isAlive));
            assertThat(wrong).isEmpty();
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

    private static boolean isReadFromTheReplicaAlone(Person reader, int instance) {
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
