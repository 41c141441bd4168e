package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.context.Deadline;
import social.skein.model.Problem;

/**
 * Statements on one client: the pool, or the connection of a transaction. None is sent for a request whose {@link Deadline}
 * has passed or whose client is gone; in a transaction that is a rollback.
 */
public class Sql implements Reads, Writes {
    private final SqlClient client;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<Integer, Long> spareIds = new HashMap<>();
    private Optional<Future<Void>> completion = Optional.empty();
    /** Of a transaction: whether one of its statements was not sent. */
    private boolean incomplete;

    Sql(SqlClient client) {
        this.client = client;
    }

    @Override
    public <T> Future<List<T>> list(
            @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return execute(sql, arguments).map(rows -> {
            List<T> records = new ArrayList<>(rows.size());
            rows.forEach(row -> records.add(mapper.apply(row)));
            return records;
        });
    }

    /** What is set here holds until the end of the transaction; outside of one {@link Db} makes one of it. */
    @Override
    public <T> Future<List<T>> listWithTimeout(
            Duration timeout, @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return update("select set_config('statement_timeout', $1, true)", Long.toString(timeout.toMillis()))
                .compose(set -> list(sql, mapper, arguments));
    }

    @Override
    public Future<Integer> update(@CompileTimeConstant String sql, @Nullable Object... arguments) {
        return execute(sql, arguments).map(RowSet::rowCount);
    }

    /**
     * Draws the next id of a shard, and holds the shard until the transaction ends. The one after it comes along, and is the
     * next that this transaction draws.
     */
    public Future<Long> nextId(int shard) {
        return takeSpareId(shard)
                .map(Future::succeededFuture)
                .orElseGet(() -> one("select first, second from next_two_ids($1)", row -> row, shard)
                        .map(two -> {
                            spareIds.put(shard, two.getLong("second"));
                            return two.getLong("first");
                        }));
    }

    @Override
    public Optional<Long> takeSpareId(int shard) {
        return Optional.ofNullable(spareIds.remove(shard));
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /**
     * Sends statements as one; none of them may build on another, and each is an insert, update or delete and nothing else.
     *
     * @param statements are all made before it returns
     */
    public <T> Future<T> batch(Function<Writes, Future<T>> statements) {
        StatementBatch all = new StatementBatch(this);
        Future<T> written = statements.apply(all);
        all.send();
        return written;
    }

    /** Does the same as the last of a transaction: the commit goes out right behind, and holds if they succeed. */
    public <T> Future<T> batchAndCommit(Function<Writes, Future<T>> statements) {
        Future<T> written = batch(statements);
        if (!incomplete) {
            completion = Optional.of(complete("commit"));
        }
        return written;
    }

    /** PostgreSQL does not know of a statement that was not sent, so it is for us not to commit the others without it. */
    Future<Void> commit() {
        return incomplete
                ? rollback().transform(done -> Future.failedFuture(new Problem.DeadlineExceeded()))
                : completion.orElseGet(() -> complete("commit"));
    }

    /** Where the commit is under way behind a statement that failed, PostgreSQL has made a rollback of it. */
    Future<Void> rollback() {
        return completion.orElseGet(() -> complete("rollback"));
    }

    private Future<Void> complete(@CompileTimeConstant String command) {
        return client.query(command).execute().mapEmpty();
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    private Future<RowSet<Row>> execute(@CompileTimeConstant String sql, @Nullable Object... arguments) {
        if (Deadline.isCurrentExpired()) {
            incomplete = true;
            return Future.failedFuture(new Problem.DeadlineExceeded());
        }
        return client.preparedQuery(sql).execute(Tuple.wrap(arguments)).recover(PgErrors::toProblem);
    }
}
