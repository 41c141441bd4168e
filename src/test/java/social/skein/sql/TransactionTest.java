package social.skein.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PoolOptions;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import social.skein.support.TestStores;

/** Tests transactions on a pool of one connection, so that leftover state of one affects the next. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionTest {
    private static final String PUT = "insert into jar (id, label) values ($1, $2)";
    private static final String RELABEL = "update jar set label = $2 where id >= $1";

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger committed = new AtomicInteger();
    private Db db;

    @BeforeAll
    void connect() {
        TestStores.IsolatedStores stores = TestStores.isolated();
        db = new Db(PgBuilder.pool()
                .connectingTo(stores.postgres().connectOptions())
                .with(new PoolOptions().setMaxSize(1))
                .using(vertx)
                .build());
        await(db.update("create table jar (id bigint primary key, label text not null)"));
    }

    @AfterAll
    void disconnect() {
        await(vertx.close());
    }

    @BeforeEach
    void empty() {
        await(db.update("delete from jar"));
        committed.set(0);
    }

    @Test
    void each_statement_of_a_batch_returns_its_row_count() {
        await(db.transaction(tx -> tx.update(PUT, 1L, "one").compose(put -> tx.update(PUT, 2L, "two"))));

        List<Integer> counts = await(db.transaction(tx -> tx.batch(batch -> Future.all(
                        batch.update(PUT, 3L, "three"),
                        batch.update(RELABEL, 2L, "more"),
                        batch.update("delete from jar where id = $1", 1L))
                .map(done -> done.list()))));

        assertEquals(List.of(1, 1, 1), counts);
        assertEquals(
                List.of("2 more", "3 three"),
                rows(),
                "the statements see the rows as before the batch, so the new row keeps its label");
    }

    @Test
    void a_pipelined_commit_commits_the_whole_transaction() {
        await(db.transaction(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            return tx.update(PUT, 1L, "one").compose(put -> tx.batchAndCommit(batch -> batch.update(PUT, 2L, "two")));
        }));

        assertEquals(List.of("1 one", "2 two"), rows());
        assertEquals(1, committed.get());
    }

    @Test
    void a_failed_last_batch_rolls_back_the_whole_transaction() {
        Future<?> failing = db.transaction(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            return tx.update(PUT, 1L, "one")
                    .compose(put -> tx.batchAndCommit(
                            batch -> Future.all(batch.update(RELABEL, 1L, "other"), batch.update(PUT, 1L, "again"))));
        });

        assertTrue(Db.isUniqueViolation(failure(failing), "jar_pkey"));
        assertEquals(List.of(), rows());
        assertEquals(0, committed.get());
    }

    @Test
    void failed_work_is_rolled_back() {
        Future<?> failing = db.transaction(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            return tx.update(PUT, 1L, "one").compose(put -> Future.failedFuture(new IllegalStateException("no")));
        });

        assertTrue(failure(failing) instanceof IllegalStateException);
        assertEquals(List.of(), rows());
        assertEquals(0, committed.get());
    }

    @Test
    void pipelined_statements_run_in_order() {
        await(db.transaction(tx -> Future.all(Stream.iterate(1L, id -> id + 1)
                .limit(20)
                .flatMap(id -> Stream.of(tx.update(PUT, id, "new"), tx.update(RELABEL, id, "label " + id)))
                .toList())));

        assertEquals(20, rows().size());
        assertTrue(rows().stream().allMatch(row -> row.split(" ", 2)[1].equals("label " + row.split(" ")[0])));
    }

    @Test
    void serialisation_failures_are_retried_for_one_transaction_in_ten() {
        AtomicInteger attempts = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            failure(db.transaction(tx -> {
                attempts.incrementAndGet();
                return tx.update("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
            }));
        }
        int retries = attempts.get() - 40;
        assertTrue(
                retries >= 20 && retries <= 24,
                "expected the twenty saved retries and up to four new ones, but got " + retries);

        for (int i = 0; i < 20; i++) {
            await(db.transaction(tx -> tx.update("delete from jar")));
        }
        attempts.set(0);
        int deleted = await(db.transaction(tx -> tx.update(
                attempts.incrementAndGet() > 1
                        ? "delete from jar"
                        : "do $$ begin raise exception 'again' using errcode = '40P01'; end $$")));

        assertEquals(0, deleted);
        assertEquals(2, attempts.get());
    }

    @Test
    void ids_increase_and_are_fetched_in_pairs() {
        List<Long> earlier = await(db.transaction(tx -> tx.nextId(7).compose(first -> {
            long second = tx.takeSpareId(7).orElseThrow();
            assertFalse(tx.takeSpareId(7).isPresent());
            return tx.nextId(7).map(third -> List.of(first, second, third));
        })));
        List<Long> later = await(db.transaction(tx ->
                tx.nextId(7).compose(first -> tx.nextId(7).map(second -> List.of(first, second)))));

        List<Long> all = Stream.concat(earlier.stream(), later.stream()).toList();
        assertEquals(all.stream().sorted().distinct().toList(), all);
        assertTrue(all.stream().allMatch(id -> (id >> 10 & 4095) == 7));
    }

    private List<String> rows() {
        return await(db.list("select id || ' ' || label as row from jar order by id", row -> row.getString("row")));
    }

    private static Throwable failure(Future<?> failing) {
        Throwable wrapped = assertThrows(CompletionException.class, () -> await(failing));
        return wrapped.getCause() instanceof PgException error ? error : wrapped.getCause();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
