package social.skein.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.model.Problem;
import social.skein.redis.RedisClient;
import social.skein.support.AvailableStores;
import social.skein.support.DomainFixture;
import social.skein.support.TestStores;

/** Tests calls to the stores after the deadline of a request. */
class DeadlineTest {
    private static final String INSERT = "insert into jar (id) values ($1)";

    private static DomainFixture domain;

    @BeforeAll
    static void open() {
        domain = new DomainFixture();
        DomainFixture.await(domain.db.update("create table jar (id bigint primary key)"));
    }

    @AfterAll
    static void close() {
        domain.close();
    }

    @BeforeEach
    void empty() {
        DomainFixture.await(domain.db.update("delete from jar"));
    }

    @Test
    void no_statement_is_sent_after_the_deadline() {
        int before = domain.statementCount.get();

        assertDeadlineExceeded(within(Duration.ZERO, deadline -> domain.db.update(INSERT, 1L)));
        assertDeadlineExceeded(within(Duration.ZERO, deadline -> domain.db.transaction(tx -> tx.update(INSERT, 2L))));

        assertThat(domain.statementCount.get()).isEqualTo(before);
        assertThat(jar()).isEmpty();
    }

    @Test
    void a_transaction_whose_statement_was_skipped_is_rolled_back_even_if_its_work_ignores_the_failure() {
        assertDeadlineExceeded(within(
                Duration.ofHours(1),
                deadline -> domain.db.transaction(tx -> tx.update(INSERT, 1L).compose(inserted -> {
                    deadline.cancel();
                    return tx.update(INSERT, 2L).otherwise(0);
                }))));

        assertThat(jar()).isEmpty();
    }

    @Test
    void a_transaction_is_not_committed_without_its_last_statements() {
        assertDeadlineExceeded(within(
                Duration.ofHours(1),
                deadline -> domain.db.transaction(tx -> tx.update(INSERT, 1L).compose(inserted -> {
                    deadline.cancel();
                    return tx.batchAndCommit(all -> all.update(INSERT, 2L));
                }))));

        assertThat(jar()).isEmpty();
    }

    @Test
    void shared_work_runs_to_completion() {
        DomainFixture.await(
                within(Duration.ZERO, deadline -> ReadConsistency.readLatest(() -> domain.db.update(INSERT, 1L))));

        assertThat(jar()).containsExactly(1L);
    }

    @Test
    void redis_receives_no_command_and_still_counts_as_available() {
        AvailableStores.assumeRedis();
        Redis redis = Redis.createClient(domain.vertx, TestStores.isolated().redisUri());
        RedisClient client = new RedisClient(domain.vertx, redis, Duration.ofSeconds(10), new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            assertDeadlineExceeded(within(Duration.ZERO, deadline -> client.send(Request.cmd(Command.PING))));
        }

        assertThat(client.isAvailable()).isTrue();
        String reply = DomainFixture.await(within(
                Duration.ofHours(1),
                deadline -> client.send(Request.cmd(Command.PING)).map(Object::toString)));
        assertThat(reply).isEqualTo("PONG");
    }

    /** Runs work in a duplicated context with a deadline, like a request. */
    private static <T> Future<T> within(Duration time, Function<Deadline, Future<T>> work) {
        ContextInternal context = ((ContextInternal) domain.vertx.getOrCreateContext()).duplicate();
        Promise<T> outcome = Promise.promise();
        context.runOnContext(entered -> {
            Deadline deadline = Deadline.after(time);
            deadline.makeCurrent();
            work.apply(deadline).onComplete(outcome);
        });
        return outcome.future();
    }

    private static void assertDeadlineExceeded(Future<?> work) {
        assertThatThrownBy(() -> DomainFixture.await(work)).rootCause().isInstanceOf(Problem.DeadlineExceeded.class);
    }

    private static List<Long> jar() {
        return DomainFixture.await(domain.db.list("select id from jar", row -> row.getLong("id")));
    }
}
