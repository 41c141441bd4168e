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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;
import social.skein.trace.Deadline;
import social.skein.trace.Freshness;

/** The primary database: single statements, and transactions that are repeated when PostgreSQL asks for it. */
public final class Db extends Sql {
    /** Serialisation failure and deadlock: PostgreSQL rolled everything back and a repeat may succeed. */
    private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01");

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CANCELED = "57014";
    private static final int TRIES = 3;

    private final Pool pool;
    private final Reads reading;
    private final Repeats repeats = new Repeats();

    public Db(Pool pool) {
        super(pool);
        this.pool = pool;
        this.reading = this;
    }

    public Db(Pool pool, Replicas replicas, MeterRegistry metrics) {
        super(pool);
        this.pool = pool;
        this.reading = new ReplicaReads(this, replicas, metrics);
    }

    /**
     * For statements whose answer is shown to somebody: where there are replicas one of these may answer, which may be a
     * little behind, but not behind what its reader wrote. It is the primary wherever {@link Freshness} asks for the latest,
     * so in all work but a request that only reads.
     */
    public Reads reading() {
        return reading;
    }

    @Override
    public <T> Future<List<T>> listWithin(
            Duration patience, @CompileTimeConstant String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return transaction(tx -> tx.listWithin(patience, sql, of, arguments));
    }

    /**
     * Runs {@code work} in one transaction: committed when its future succeeds, rolled back when it fails. Statements need not
     * wait for each other: they reach PostgreSQL together, and it takes them in the order in which they were made.
     */
    public <T> Future<T> transaction(Function<Sql, Future<T>> work) {
        repeats.earn();
        return transaction(work, TRIES);
    }

    private <T> Future<T> transaction(Function<Sql, Future<T>> work, int tries) {
        return attempt(work)
                .recover(failure -> tries > 1 && isWorthRepeating(failure) && repeats.spend()
                        ? Repeats.pause().compose(rested -> transaction(work, tries - 1))
                        : Future.failedFuture(failure));
    }

    private static boolean isWorthRepeating(Throwable failure) {
        return failure instanceof PgException refused && TRY_AGAIN.contains(refused.getSqlState());
    }

    private <T> Future<T> attempt(Function<Sql, Future<T>> work) {
        if (Deadline.isOver()) {
            return Future.failedFuture(new Problem.TooLate());
        }
        return pool.getConnection().recover(Outage::told).compose(connection -> {
            Sql statements = new Sql(connection);
            // The first statement does not wait for the word that there is a transaction: it goes out right behind.
            Future<?> begun = connection.query("begin").execute();
            Future<T> worked = Future.succeededFuture(statements).compose(work);
            return begun.compose(there -> worked.compose(
                            result -> statements.commit().map(result),
                            failure -> statements.rollback().transform(done -> Future.failedFuture(failure))))
                    .recover(Outage::told)
                    .eventually(connection::close)
                    .onSuccess(result -> statements.committed());
        });
    }

    /** Whether a statement failed because the row is already there under this unique index. */
    public static boolean isTaken(Throwable failure, String index) {
        return failure instanceof PgException refused
                && UNIQUE_VIOLATION.equals(refused.getSqlState())
                && index.equals(refused.getConstraint());
    }

    /** Whether PostgreSQL gave a statement up because it took longer than it was allowed. */
    public static boolean isTooSlow(Throwable failure) {
        return failure instanceof PgException refused && CANCELED.equals(refused.getSqlState());
    }
}
