package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import social.skein.model.Page;
import social.skein.model.Window;

/** Statements on one client: the pool, or the connection of a transaction. */
public class Sql implements Writes {
    private final SqlClient client;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<Integer, Long> spare = new HashMap<>();
    private Optional<Future<Void>> end = Optional.empty();

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

    @Override
    public Future<Integer> update(String sql, @Nullable Object... arguments) {
        return run(sql, arguments).map(RowSet::rowCount);
    }

    /**
     * Draws the next id of a shard, and holds the shard until the transaction ends. The one after it comes along, and is the
     * next that this transaction draws.
     */
    public Future<Long> nextId(int shard) {
        return drawn(shard)
                .map(Future::succeededFuture)
                .orElseGet(() -> one("select first, second from next_two_ids($1)", row -> row, shard)
                        .map(two -> {
                            spare.put(shard, two.getLong("second"));
                            return two.getLong("first");
                        }));
    }

    @Override
    public Optional<Long> drawn(int shard) {
        return Optional.ofNullable(spare.remove(shard));
    }

    @Override
    public void afterCommit(Runnable next) {
        afterCommit.add(next);
    }

    /**
     * Sends statements as one; none of them may build on another, and each is an insert, update or delete and nothing else.
     *
     * @param statements are all made before it returns
     */
    public <T> Future<T> together(Function<Writes, Future<T>> statements) {
        Together all = new Together(this);
        Future<T> written = statements.apply(all);
        all.send();
        return written;
    }

    /** Does the same as the last of a transaction: the commit goes out right behind, and holds if they succeed. */
    public <T> Future<T> finish(Function<Writes, Future<T>> statements) {
        Future<T> written = together(statements);
        end = Optional.of(end("commit"));
        return written;
    }

    Future<Void> commit() {
        return end.orElseGet(() -> end("commit"));
    }

    /** Where the commit is under way behind a statement that failed, PostgreSQL has made a rollback of it. */
    Future<Void> rollback() {
        return end.orElseGet(() -> end("rollback"));
    }

    private Future<Void> end(String how) {
        return client.query(how).execute().mapEmpty();
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    private Future<RowSet<Row>> run(String sql, @Nullable Object... arguments) {
        return client.preparedQuery(sql).execute(Tuple.wrap(arguments)).recover(Outage::told);
    }
}
