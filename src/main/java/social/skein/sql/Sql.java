package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements on one client: the pool, or the connection of a transaction. */
public class Sql implements Reads {
    private final SqlClient client;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Sql(SqlClient client) {
        this.client = client;
    }

    @Override
    public <T> Future<List<T>> list(String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return run(sql, arguments).map(rows -> {
            List<T> records = new ArrayList<>(rows.size());
            rows.forEach(row -> records.add(of.apply(row)));
            return records;
        });
    }

    /** What is set here holds until the end of the transaction; outside of one {@link Db} makes one of it. */
    @Override
    public <T> Future<List<T>> listWithin(
            Duration patience, String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return update("set local statement_timeout = " + patience.toMillis()).compose(set -> list(sql, of, arguments));
    }

    /** How many rows the statement touched. */
    public Future<Integer> update(String sql, @Nullable Object... arguments) {
        return run(sql, arguments).map(RowSet::rowCount);
    }

    /** Draws the next id of a shard, and holds the shard until the transaction ends. */
    public Future<Long> nextId(int shard) {
        return one("select next_id($1) as id", row -> row.getLong("id"), shard);
    }

    /** Has something done once the transaction of these statements is committed, and not if it is not. */
    public void afterCommit(Runnable next) {
        afterCommit.add(next);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    private Future<RowSet<Row>> run(String sql, @Nullable Object... arguments) {
        return client.preparedQuery(sql).execute(Tuple.wrap(arguments)).recover(Outage::told);
    }
}
