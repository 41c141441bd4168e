package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.context.Deadline;
import social.skein.context.ReadConsistency;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;

/** The primary database: single statements, and transactions that are repeated when PostgreSQL asks for it. */
public final class Db extends Sql {
    /** Serialisation failure and deadlock: PostgreSQL rolled everything back and a repeat may succeed. */
    private static final Set<String> RETRYABLE_STATES = Set.of("40001", "40P01");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String QUERY_CANCELED = "57014";
    private static final int MAX_ATTEMPTS = 3;

    private final Pool pool;
    private final Reads readOnly;
    private final RetryBudget retryBudget = new RetryBudget();

    public Db(Pool pool) {
        super(pool);
        this.pool = pool;
        this.readOnly = this;
    }

    public Db(Pool pool, Replicas replicas, MeterRegistry metrics) {
        super(pool);
        this.pool = pool;
        this.readOnly = new ReplicaReads(this, replicas, metrics);
    }

    /**
     * For statements whose answer is shown to somebody: where there are replicas one of these may answer, which may be a
     * little behind, but not behind what its reader wrote. It is the primary wherever {@link ReadConsistency} asks for the latest,
     * so in all work but a request that only reads.
     */
    public Reads readOnly() {
        return readOnly;
    }

    @Override
    public <T> Future<List<T>> listWithTimeout(
            Duration timeout, @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return transaction(tx -> tx.listWithTimeout(timeout, sql, mapper, arguments));
    }

    /**
     * Runs {@code work} in one transaction: committed when its future succeeds, rolled back when it fails. Statements need not
     * wait for each other: they reach PostgreSQL together, and it takes them in the order in which they were made.
     */
    public <T> Future<T> transaction(Function<Sql, Future<T>> work) {
        retryBudget.deposit();
        return transaction(work, MAX_ATTEMPTS);
    }

    /**
     * Runs {@code work} in a transaction that locks the shard of {@code owner} until it ends. Such transactions of one shard run
     * one after the other, so the ids they draw are in commit order, and so are their facts.
     *
     * @param work takes the transaction and an id drawn from the shard
     */
    public <T> Future<T> inShardOf(AccountId owner, BiFunction<Sql, Long, Future<T>> work) {
        return transaction(tx -> tx.nextId(SnowflakeIds.shard(owner.value())).compose(id -> work.apply(tx, id)));
    }

    private <T> Future<T> transaction(Function<Sql, Future<T>> work, int attemptsLeft) {
        return attempt(work)
                .recover(failure -> attemptsLeft > 1 && isRetryable(failure) && retryBudget.tryWithdraw()
                        ? RetryBudget.backOff().compose(rested -> transaction(work, attemptsLeft - 1))
                        : Future.failedFuture(failure));
    }

    private static boolean isRetryable(Throwable failure) {
        return failure instanceof PgException refused && RETRYABLE_STATES.contains(refused.getSqlState());
    }

    private <T> Future<T> attempt(Function<Sql, Future<T>> work) {
        if (Deadline.isCurrentExpired()) {
            return Future.failedFuture(new Problem.DeadlineExceeded());
        }
        return pool.getConnection().recover(PgErrors::toProblem).compose(connection -> {
            Sql statements = new Sql(connection);
            // The first statement does not wait for the word that there is a transaction: it goes out right behind.
            Future<?> begun = connection.query("begin").execute();
            Future<T> worked = Future.succeededFuture(statements).compose(work);
            return begun.compose(there -> worked.compose(
                            result -> statements.commit().map(result),
                            failure -> statements.rollback().transform(done -> Future.failedFuture(failure))))
                    .recover(PgErrors::toProblem)
                    .eventually(connection::close)
                    .onSuccess(result -> statements.runAfterCommit());
        });
    }

    /** Whether a statement failed because the row is already there under this unique index. */
    public static boolean isUniqueViolation(Throwable failure, String index) {
        return failure instanceof PgException refused
                && UNIQUE_VIOLATION.equals(refused.getSqlState())
                && index.equals(refused.getConstraint());
    }

    /** Whether PostgreSQL gave a statement up because it took longer than it was allowed. */
    public static boolean isQueryCanceled(Throwable failure) {
        return failure instanceof PgException refused && QUERY_CANCELED.equals(refused.getSqlState());
    }
}
