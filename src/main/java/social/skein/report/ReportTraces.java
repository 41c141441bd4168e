package social.skein.report;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.account.Forgetting;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/**
 * What reports say of somebody who left. Those about them keep no more than the id, and need no answer; those they made
 * are about somebody else and stay, but nobody is said to have made them.
 */
public final class ReportTraces implements Forgetting {
    private static final String COUNT = "select count(*) as n from report where ";

    private static final String ABOUT =
            "target_id = $1 and (comment <> '' or status_ids <> '{}' or resolved_at is null)";

    private static final String EMPTY = """
            update report set comment = '', status_ids = '{}', resolved_at = coalesce(resolved_at, now())
             where id = any(array(select id from report where
            """ + ABOUT + " limit $2))";

    private static final String BY = "account_id = $1";

    private static final String UNSIGN = """
            update report set account_id = 0 where id = any(array(select id from report where
            """ + BY + " limit $2))";

    private final Sql sql;
    private final String what;
    private final String column;

    @CompileTimeConstant
    private final String which;

    @CompileTimeConstant
    private final String change;

    private ReportTraces(
            Sql sql,
            String what,
            String column,
            @CompileTimeConstant String which,
            @CompileTimeConstant String change) {
        this.sql = sql;
        this.what = what;
        this.column = column;
        this.which = which;
        this.change = change;
    }

    public static List<Forgetting> of(Sql sql) {
        return List.of(
                new ReportTraces(sql, "reports about them", "report.target_id", ABOUT, EMPTY),
                new ReportTraces(sql, "reports by them", "report.account_id", BY, UNSIGN));
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public Set<String> columns() {
        return Set.of(column);
    }

    @Override
    public Future<Long> left(AccountId account) {
        return sql.one(COUNT + which, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return sql.update(change, account.value(), most);
    }
}
