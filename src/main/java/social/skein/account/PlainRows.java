package social.skein.account;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** The rows of a table that name an account in a column: they go, and nobody is told or counts anything less for it. */
public final class PlainRows implements Forgetting {
    private static final String COUNT = "select count(*) as n from %1$s where %2$s = $1";

    private static final String DELETE = """
            delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s = $1 limit $2))
            """;

    private final Sql sql;
    private final String what;
    private final String table;
    private final String column;

    /** The names go into statements as they are: they are written in the code and come from nowhere else. */
    public PlainRows(Sql sql, String what, String table, String column) {
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
        return sql.one(COUNT.formatted(table, column), row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return sql.update(DELETE.formatted(table, column), account.value(), most);
    }
}
