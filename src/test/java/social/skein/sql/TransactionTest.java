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

/** Transactions on a pool of one connection: what one of them leaves behind, the next one meets. */
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
        Migrations.apply(stores.postgres());
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
    void statements_that_go_together_say_each_how_many_rows_they_touched() {
        await(db.transaction(tx -> tx.update(PUT, 1L, "one").compose(put -> tx.update(PUT, 2L, "two"))));

        List<Integer> touched = await(db.transaction(tx -> tx.batch(all -> Future.all(
                        all.update(PUT, 3L, "three"),
                        all.update(RELABEL, 2L, "more"),
                        all.update("delete from jar where id = $1", 1L))
                .map(done -> done.list()))));

        assertEquals(List.of(1, 1, 1), touched);
        assertEquals(
                List.of("2 more", "3 three"), rows(), "they see the rows of before, so the new one keeps its label");
    }

    @Test
    void what_finishes_a_transaction_is_committed_with_all_that_came_before() {
        await(db.transaction(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            return tx.update(PUT, 1L, "one").compose(put -> tx.batchAndCommit(all -> all.update(PUT, 2L, "two")));
        }));

        assertEquals(List.of("1 one", "2 two"), rows());
        assertEquals(1, committed.get());
    }

    @Test
    void what_fails_to_finish_a_transaction_takes_back_all_that_came_before() {
        Future<?> failing = db.transaction(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            return tx.update(PUT, 1L, "one")
                    .compose(put -> tx.batchAndCommit(
                            all -> Future.all(all.update(RELABEL, 1L, "other"), all.update(PUT, 1L, "again"))));
        });

        assertTrue(Db.isUniqueViolation(failure(failing), "jar_pkey"));
        assertEquals(List.of(), rows());
        assertEquals(0, committed.get());
    }

    @Test
    void work_that_fails_is_taken_back() {
        Future<?> failing = db.transaction(tx -> {
            tx.afterCommit(committed::incrementAndGet);
            return tx.update(PUT, 1L, "one").compose(put -> Future.failedFuture(new IllegalStateException("no")));
        });

        assertTrue(failure(failing) instanceof IllegalStateException);
        assertEquals(List.of(), rows());
        assertEquals(0, committed.get());
    }

    @Test
    void statements_that_do_not_wait_for_each_other_are_taken_in_their_order() {
        await(db.transaction(tx -> Future.all(Stream.iterate(1L, id -> id + 1)
                .limit(20)
                .flatMap(id -> Stream.of(tx.update(PUT, id, "new"), tx.update(RELABEL, id, "label " + id)))
                .toList())));

        assertEquals(20, rows().size());
        assertTrue(rows().stream().allMatch(row -> row.split(" ", 2)[1].equals("label " + row.split(" ")[0])));
    }

    @Test
    void what_postgresql_gave_up_is_repeated_for_one_transaction_in_ten() {
        AtomicInteger tries = new AtomicInteger();
        for (int i = 0; i < 40; i++) {
            failure(db.transaction(tx -> {
                tries.incrementAndGet();
                return tx.update("do $$ begin raise exception 'again' using errcode = '40001'; end $$");
            }));
        }
        int repeats = tries.get() - 40;
        assertTrue(
                repeats >= 20 && repeats <= 24, "twenty are saved, and four earned meanwhile, but it were " + repeats);

        for (int i = 0; i < 20; i++) {
            await(db.transaction(tx -> tx.update("delete from jar")));
        }
        tries.set(0);
        int succeeded = await(db.transaction(tx -> tx.update(
                tries.incrementAndGet() > 1
                        ? "delete from jar"
                        : "do $$ begin raise exception 'again' using errcode = '40P01'; end $$")));

        assertEquals(0, succeeded);
        assertEquals(2, tries.get());
    }

    @Test
    void ids_grow_and_come_two_at_a_time() {
        List<Long> drawn = await(db.transaction(tx -> tx.nextId(7).compose(first -> {
            long second = tx.takeSpareId(7).orElseThrow();
            assertFalse(tx.takeSpareId(7).isPresent());
            return tx.nextId(7).map(third -> List.of(first, second, third));
        })));
        List<Long> later = await(db.transaction(tx ->
                tx.nextId(7).compose(first -> tx.nextId(7).map(second -> List.of(first, second)))));

        List<Long> all = Stream.concat(drawn.stream(), later.stream()).toList();
        assertEquals(all.stream().sorted().distinct().toList(), all);
        assertTrue(all.stream().allMatch(id -> (id >> 10 & 4095) == 7));
    }

    private List<String> rows() {
        return await(db.list("select id || ' ' || label as row from jar order by id", row -> row.getString("row")));
    }

    private static Throwable failure(Future<?> failing) {
        Throwable wrapped = assertThrows(CompletionException.class, () -> await(failing));
        return wrapped.getCause() instanceof PgException refused ? refused : wrapped.getCause();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
