package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.context.ReadConsistency;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;

/**
 * The primary database: single statements, and transactions, which are retried on serialisation failures and deadlocks.
 */
public final class Db extends Sql {
    /** Serialisation failure and deadlock: PostgreSQL has rolled back, and a retry may succeed. */
    private static final Set<String> RETRYABLE_STATES = Set.of("40001", "40P01");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String QUERY_CANCELED = "57014";
    private static final int MAX_ATTEMPTS = 3;

    private final Pool pool;
    private final Reads readOnly;
    private final PrimaryBreaker breaker;
    private final RetryBudget retryBudget = new RetryBudget();

    /** A database without replicas, to which every statement is sent. */
    public Db(Pool pool) {
        this(pool, new PrimaryBreaker());
    }

    public Db(Pool pool, PrimaryBreaker breaker) {
        super(pool);
        this.pool = pool;
        this.breaker = breaker;
        this.readOnly = this;
    }

    public Db(Pool pool, PrimaryBreaker breaker, Replicas replicas, MeterRegistry metrics) {
        super(pool);
        this.pool = pool;
        this.breaker = breaker;
        this.readOnly = new ReplicaReads(this, replicas, metrics);
    }

    /**
     * For queries whose result is shown to a user. If there are replicas, one of them may answer, slightly stale but
     * never behind the user's own writes. The primary answers wherever {@link ReadConsistency} demands the latest
     * state, that is in all work except requests that only read.
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
     * Runs {@code work} in one transaction, which is committed if its future succeeds and rolled back if it fails.
     * Statements need not wait for each other: they are pipelined, and PostgreSQL executes them in the order of the
     * calls.
     */
    public <T> Future<T> transaction(Function<Transaction, Future<T>> work) {
        retryBudget.deposit();
        return transaction(work, MAX_ATTEMPTS);
    }

    /**
     * Runs {@code work} in a transaction that locks the shard of {@code owner} until its end. Transactions of one shard
     * thus run one after the other, so their ids, and their facts, are in commit order.
     *
     * @param work receives the transaction and a new id of the shard
     */
    public <T> Future<T> inShardOf(AccountId owner, BiFunction<Transaction, Long, Future<T>> work) {
        return transaction(tx -> tx.nextId(SnowflakeIds.shard(owner.value())).compose(id -> work.apply(tx, id)));
    }

    @Override
    Optional<Problem> refusal() {
        return super.refusal().or(breaker::refusal);
    }

    private <T> Future<T> transaction(Function<Transaction, Future<T>> work, int attemptsLeft) {
        return attempt(work)
                .recover(failure -> attemptsLeft > 1 && isRetryable(failure) && retryBudget.tryWithdraw()
                        ? RetryBudget.backOff().compose(elapsed -> transaction(work, attemptsLeft - 1))
                        : Future.failedFuture(failure));
    }

    private static boolean isRetryable(Throwable failure) {
        return failure instanceof PgException error && RETRYABLE_STATES.contains(error.getSqlState());
    }

    private <T> Future<T> attempt(Function<Transaction, Future<T>> work) {
        Optional<Problem> refusal = refusal();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        return pool.getConnection().recover(PgErrors::toProblem).compose(connection -> {
            Transaction statements = new Transaction(connection);
            // The first statement is pipelined behind the begin.
            Future<?> begun = connection.query("begin").execute();
            Future<T> worked = Future.succeededFuture(statements).compose(work);
            return begun.compose(inTransaction -> worked.compose(
                            result -> statements.commit().map(result),
                            failure -> statements.rollback().transform(done -> Future.failedFuture(failure))))
                    .recover(PgErrors::toProblem)
                    .eventually(connection::close)
                    .onSuccess(result -> statements.runAfterCommit());
        });
    }

    /** Whether a statement failed because it violates this unique index. */
    public static boolean isUniqueViolation(Throwable failure, String index) {
        return failure instanceof PgException error
                && UNIQUE_VIOLATION.equals(error.getSqlState())
                && index.equals(error.getConstraint());
    }

    /** Whether PostgreSQL cancelled a statement because of its timeout. */
    public static boolean isQueryCanceled(Throwable failure) {
        return failure instanceof PgException error && QUERY_CANCELED.equals(error.getSqlState());
    }
}
