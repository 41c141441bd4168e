package social.skein.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.cluster.HintBus;
import social.skein.sql.Db;
import social.skein.sql.LeaderLease;
import social.skein.sql.LeaderLease.Leadership;
import social.skein.sql.Pools;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Jdbc;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the lease of the relay's leader, and that the statements of a former leader have no effect. */
class LeaderLeaseTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Vertx VERTX = Vertx.vertx();
    private static ApiOnlyInstance api;
    private static Db db;

    private final AtomicLong pause = new AtomicLong();
    private final LeaderLease first = new LeaderLease(
            VERTX, db, () -> System.nanoTime() + pause.get(), new LeaderLease.LeaderName("relay", "first"));
    private final LeaderLease second =
            new LeaderLease(VERTX, db, System::nanoTime, new LeaderLease.LeaderName("relay", "second"));
    private final Outbox outbox = new Outbox(db, new HintBus(VERTX));

    @BeforeAll
    static void start() {
        api = new ApiOnlyInstance();
        db = new Db(Pools.open(VERTX, api.postgres(), 2, "test"));
    }

    @AfterAll
    static void stop() {
        Blocking.await(VERTX.close(), TIMEOUT, "Closing");
        api.close();
    }

    @BeforeEach
    void forgetTheLeader() {
        api.sql("delete from leader_lease where true returning job");
    }

    @Test
    void only_one_process_leads_until_it_gives_the_lease_up() {
        assertThat(acquire(first)).isPresent();
        assertThat(acquire(second)).isEmpty();

        await(first.release());

        assertThat(acquire(second)).isPresent();
        assertThat(acquire(first)).isEmpty();
    }

    @Test
    void a_leader_that_fails_again_and_again_lets_others_try_only_once_in_a_while() {
        assertThat(acquire(first)).isPresent();
        await(first.releaseAfterFailure());
        assertThat(acquire(second)).isPresent();
        await(second.releaseAfterFailure());

        Leadership leadership = acquire(first).orElseThrow();
        await(first.releaseAfterFailure());

        assertThat(acquire(first)).containsSame(leadership);
        assertThat(acquire(second)).isEmpty();
        assertThat(second.otherWorkingLeader())
                .as("the first makes no progress either")
                .isEmpty();
        leadership.reportProgress();
        TestDeployment.eventually(
                "the second sees the progress of the first",
                () -> acquire(second).isEmpty() && second.otherWorkingLeader().equals(Optional.of("first")));
    }

    @Test
    void a_leader_renews_its_lease() {
        Leadership leadership = acquire(first).orElseThrow();
        List<String> acquired = api.sql("select expires_at::text from leader_lease");

        TestDeployment.eventually(
                "the lease is renewed",
                () -> !api.sql("select expires_at::text from leader_lease").equals(acquired));
        assertThat(leadership.isValid()).isTrue();
    }

    @Test
    void a_former_leader_removes_no_fact() {
        Person alice = api.signUp("alice");
        alice.posts("Once");
        Leadership former = acquire(first).orElseThrow();
        List<Outbox.OutboxEntry> entries = await(outbox.oldest(former, 10));
        api.sql("update leader_lease set expires_at = now() returning job");
        Leadership successor = acquire(second).orElseThrow();

        Future<Void> removed = outbox.remove(former, entries);

        assertThat(failure(removed)).hasMessageContaining("lease of the relay has expired");
        assertThat(former.isValid()).isFalse();
        assertThat(api.factsOf(alice)).isNotEmpty();
        assertThat(successor.term()).isGreaterThan(former.term());
        await(outbox.remove(successor, entries));
        assertThat(api.factsOf(alice)).isEmpty();
    }

    @Test
    void a_process_that_was_paused_longer_than_its_lease_no_longer_leads() {
        Leadership leadership = acquire(first).orElseThrow();

        pause.set(LeaderLease.DURATION.toNanos());

        assertThat(leadership.isValid()).isFalse();
        assertThat(failure(first.tryAcquire())).hasMessageContaining("lease of the relay has expired");
    }

    @Test
    void a_leader_that_stopped_renewing_is_replaced_even_if_the_clock_of_the_database_is_set_back() {
        api.sql("insert into leader_lease (job, holder, term, acquired_at, expires_at, progressed_at)"
                + " values ('relay', 'gone', 1, now(), now() + interval '1 hour', now()) returning job");
        assertThat(acquire(second)).isEmpty();

        TestDeployment.eventually("the lease is replaced", () -> acquire(second).isPresent());
    }

    @Test
    void terms_increase_when_an_older_state_of_the_table_is_restored() {
        Leadership before = acquire(first).orElseThrow();
        api.sql("update leader_lease set term = 3, expires_at = now() returning job");

        assertThat(acquire(second).orElseThrow().term()).isGreaterThan(before.term());
    }

    @Test
    void the_relay_of_the_previous_version_has_precedence() throws SQLException {
        try (Connection previousVersion = Jdbc.connect(api.postgres());
                Statement statement = previousVersion.createStatement()) {
            statement.execute("select pg_advisory_lock(" + 0x736b65696eL + ")");
            assertThat(acquire(first)).isEmpty();
            statement.execute("select pg_advisory_unlock(" + 0x736b65696eL + ")");

            Leadership leadership = acquire(first).orElseThrow();
            statement.execute("select pg_advisory_lock(" + 0x736b65696eL + ")");
            TestDeployment.eventually("the lease is not renewed", () -> !leadership.isValid());
        }
    }

    private static Optional<Leadership> acquire(LeaderLease lease) {
        return await(lease.tryAcquire());
    }

    private static Throwable failure(Future<?> future) {
        TestDeployment.eventually("the statement has a result", (Callable<Boolean>) future::isComplete);
        return future.cause();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future.timeout(10, TimeUnit.SECONDS), TIMEOUT, "Waiting for a statement");
    }
}
