package social.skein.feature;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** Erases the rows of a table that reference the account in a column, without facts and without updates of counters. */
public final class TableErasure implements ErasureStep {
    private final Sql sql;
    private final String label;

    @CompileTimeConstant
    private final String table;

    @CompileTimeConstant
    private final String column;

    /** Table and column become part of the statements, so they must be constants. */
    public TableErasure(Sql sql, String label, @CompileTimeConstant String table, @CompileTimeConstant String column) {
        this.sql = sql;
        this.label = label;
        this.table = table;
        this.column = column;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Set<String> columns() {
        return Set.of(table + "." + column);
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return sql.one(
                "select count(*) as n from " + table + " where " + column + " = $1",
                row -> row.getLong("n"),
                account.value());
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return sql.update(
                "delete from " + table + " where ctid = any(array(select ctid from " + table + " where " + column
                        + " = $1 limit $2))",
                account.value(),
                limit);
    }
}
