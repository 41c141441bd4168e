package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import social.skein.model.Problem;

/** The statements of one transaction. If one of them is not sent, the transaction is rolled back. */
public final class Transaction extends Sql implements Writes {
    private final SqlConnection connection;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<Integer, Long> spareIds = new HashMap<>();
    private Optional<Future<Void>> completion = Optional.empty();
    /** Whether a statement was not sent. */
    private boolean incomplete;

    Transaction(SqlConnection connection) {
        super(connection);
        this.connection = connection;
    }

    /**
     * Takes the next id of a shard, and locks the shard until the transaction ends. The statement fetches two ids; the
     * second is returned by the next call in this transaction.
     */
    public Future<Long> nextId(int shard) {
        return takeSpareId(shard)
                .map(Future::succeededFuture)
                .orElseGet(() -> one("select first, second from next_two_ids($1)", row -> row, shard)
                        .map(ids -> {
                            spareIds.put(shard, ids.getLong("second"));
                            return ids.getLong("first");
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
     * Sends several statements as one. Each must be a plain insert, update or delete, and none may depend on another.
     *
     * @param statements issues all statements before it returns
     */
    public <T> Future<T> batch(Function<Writes, Future<T>> statements) {
        StatementBatch batch = new StatementBatch(this);
        Future<T> written = statements.apply(batch);
        batch.send();
        return written;
    }

    /** The same as the last statement of a transaction: the commit is pipelined behind it. */
    public <T> Future<T> batchAndCommit(Function<Writes, Future<T>> statements) {
        Future<T> written = batch(statements);
        if (!incomplete) {
            completion = Optional.of(complete("commit"));
        }
        return written;
    }

    /** Rolls back if a statement was not sent: PostgreSQL, which has not seen it, would commit the others. */
    Future<Void> commit() {
        return incomplete
                ? rollback().transform(done -> Future.failedFuture(new Problem.DeadlineExceeded()))
                : completion.orElseGet(() -> complete("commit"));
    }

    /** A pipelined commit behind a failed statement is already a rollback in PostgreSQL. */
    Future<Void> rollback() {
        return completion.orElseGet(() -> complete("rollback"));
    }

    private Future<Void> complete(@CompileTimeConstant String command) {
        return connection.query(command).execute().mapEmpty();
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    @Override
    void onUnsent() {
        incomplete = true;
    }
}
