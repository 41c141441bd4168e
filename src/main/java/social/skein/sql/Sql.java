package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import social.skein.model.Page;
import social.skein.model.Window;

/** Statements on one client: the pool, or the connection of a transaction. */
public class Sql {
    private final SqlClient client;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Sql(SqlClient client) {
        this.client = client;
    }

    /** Every row of the answer, as records. */
    public <T> Future<List<T>> list(String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return run(sql, arguments).map(rows -> {
            List<T> records = new ArrayList<>(rows.size());
            rows.forEach(row -> records.add(of.apply(row)));
            return records;
        });
    }

    /** The first row of the answer, or nothing. */
    public <T> Future<Optional<T>> find(String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return list(sql, of, arguments).map(records -> records.stream().findFirst());
    }

    /** The one row this statement always answers with. */
    public <T> Future<T> one(String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return find(sql, of, arguments).map(Optional::orElseThrow);
    }

    /**
     * The rows of a window. The statement has a column {@code id}, the cursor, which {@code $1} bounds from below and
     * {@code $2} from above; order and limit are added here, so its own arguments begin with {@code $4}.
     */
    public <T> Future<Page<T>> page(
            String sql, Window window, Function<Row, T> of, ToLongFunction<T> cursor, Object... own) {
        List<Object> arguments = new ArrayList<>(List.of(window.above(), window.below(), window.limit()));
        arguments.addAll(Arrays.asList(own));
        String order = window.upwards() ? " order by id limit $3" : " order by id desc limit $3";
        return list(sql + order, of, arguments.toArray()).map(found -> Page.of(window, found, cursor));
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
