package social.skein.account;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** The rows of a table that name an account in a column: they go, and nobody is told or counts anything less for it. */
public final class PlainRows implements Forgetting {
    private final Sql sql;
    private final String what;

    @CompileTimeConstant
    private final String table;

    @CompileTimeConstant
    private final String column;

    /** The names go into statements as they are: they are written in the code and come from nowhere else. */
    public PlainRows(Sql sql, String what, @CompileTimeConstant String table, @CompileTimeConstant String column) {
        this.sql = sql;
        this.what = what;
        this.table = table;
        this.column = column;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public Set<String> columns() {
        return Set.of(table + "." + column);
    }

    @Override
    public Future<Long> left(AccountId account) {
        return sql.one(
                "select count(*) as n from " + table + " where " + column + " = $1",
                row -> row.getLong("n"),
                account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return sql.update(
                "delete from " + table + " where ctid = any(array(select ctid from " + table + " where " + column
                        + " = $1 limit $2))",
                account.value(),
                most);
    }
}
