package social.skein.trace;

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
import social.skein.support.Rung;
import social.skein.support.Servers;
import social.skein.support.Village;

/** What is asked of the stores in the name of somebody who no longer waits. */
class DeadlineTest {
    private static final String PUT = "insert into jar (id) values ($1)";

    private static Village village;

    @BeforeAll
    static void open() {
        village = new Village();
        Village.await(village.db.update("create table jar (id bigint primary key)"));
    }

    @AfterAll
    static void close() {
        village.close();
    }

    @BeforeEach
    void empty() {
        Village.await(village.db.update("delete from jar"));
    }

    @Test
    void nothing_is_sent_once_the_deadline_has_passed() {
        int before = village.statements.get();

        assertTooLate(within(Duration.ZERO, deadline -> village.db.update(PUT, 1L)));
        assertTooLate(within(Duration.ZERO, deadline -> village.db.transaction(tx -> tx.update(PUT, 2L))));

        assertThat(village.statements.get()).isEqualTo(before);
        assertThat(jar()).isEmpty();
    }

    @Test
    void a_transaction_that_lacks_a_statement_is_taken_back_even_where_its_work_does_not_mind() {
        assertTooLate(within(
                Duration.ofHours(1),
                deadline -> village.db.transaction(tx -> tx.update(PUT, 1L).compose(put -> {
                    deadline.giveUp();
                    return tx.update(PUT, 2L).otherwise(0);
                }))));

        assertThat(jar()).isEmpty();
    }

    @Test
    void a_transaction_is_not_finished_without_its_last_statements() {
        assertTooLate(within(
                Duration.ofHours(1),
                deadline -> village.db.transaction(tx -> tx.update(PUT, 1L).compose(put -> {
                    deadline.giveUp();
                    return tx.finish(all -> all.update(PUT, 2L));
                }))));

        assertThat(jar()).isEmpty();
    }

    @Test
    void what_others_wait_for_too_is_done_to_its_end() {
        Village.await(within(Duration.ZERO, deadline -> Freshness.latest(() -> village.db.update(PUT, 1L))));

        assertThat(jar()).containsExactly(1L);
    }

    @Test
    void redis_is_not_asked_and_not_thought_away() {
        Rung.needsRedis();
        Redis redis = Redis.createClient(village.vertx, Servers.fresh().redisUri());
        RedisClient client = new RedisClient(village.vertx, redis, Duration.ofSeconds(10), new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            assertTooLate(within(Duration.ZERO, deadline -> client.send(Request.cmd(Command.PING))));
        }

        assertThat(client.isReachable()).isTrue();
        String answer = Village.await(within(
                Duration.ofHours(1),
                deadline -> client.send(Request.cmd(Command.PING)).map(Object::toString)));
        assertThat(answer).isEqualTo("PONG");
    }

    /** Work in a context of its own, as a request's is. */
    private static <T> Future<T> within(Duration time, Function<Deadline, Future<T>> work) {
        ContextInternal own = ((ContextInternal) village.vertx.getOrCreateContext()).duplicate();
        Promise<T> outcome = Promise.promise();
        own.runOnContext(entered -> {
            Deadline deadline = Deadline.in(time);
            deadline.enter();
            work.apply(deadline).onComplete(outcome);
        });
        return outcome.future();
    }

    private static void assertTooLate(Future<?> work) {
        assertThatThrownBy(() -> Village.await(work)).rootCause().isInstanceOf(Problem.TooLate.class);
    }

    private static List<Long> jar() {
        return Village.await(village.db.list("select id from jar", row -> row.getLong("id")));
    }
}
