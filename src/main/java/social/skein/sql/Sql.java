package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.context.Deadline;
import social.skein.model.Problem;

/**
 * Statements on one client: each on its own in {@link Db}, or together in a {@link Transaction}. If the {@link Deadline} of
 * the request has passed or its client has disconnected, statements are not sent and fail.
 */
public abstract class Sql implements Reads {
    private final SqlClient client;

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

    /** The timeout holds until the end of the transaction; outside of one, {@link Db} starts a transaction. */
    @Override
    public <T> Future<List<T>> listWithTimeout(
            Duration timeout, @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return update("select set_config('statement_timeout', $1, true)", Long.toString(timeout.toMillis()))
                .compose(set -> list(sql, mapper, arguments));
    }

    /** Executes a statement and returns the number of affected rows. */
    public Future<Integer> update(@CompileTimeConstant String sql, @Nullable Object... arguments) {
        return execute(sql, arguments).map(RowSet::rowCount);
    }

    private Future<RowSet<Row>> execute(@CompileTimeConstant String sql, @Nullable Object... arguments) {
        Optional<Problem> refusal = refusal();
        if (refusal.isPresent()) {
            onUnsent();
            return Future.failedFuture(refusal.get());
        }
        return client.preparedQuery(sql).execute(Tuple.wrap(arguments)).recover(PgErrors::toProblem);
    }

    /** The reason not to send a statement now. */
    Optional<Problem> refusal() {
        return Deadline.isCurrentExpired() ? Optional.of(new Problem.DeadlineExceeded()) : Optional.empty();
    }

    /** Called for each statement that is not sent. */
    void onUnsent() {}
}
