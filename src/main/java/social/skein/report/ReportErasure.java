package social.skein.report;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/**
 * Erases an account from reports. Reports about it keep only the id, and are resolved; reports by it concern other
 * accounts and stay, but become anonymous.
 */
public final class ReportErasure implements ErasureStep {
    private static final String COUNT = "select count(*) as n from report where ";

    private static final String ABOUT_ACCOUNT =
            "target_id = $1 and (comment <> '' or status_ids <> '{}' or resolved_at is null)";

    private static final String CLEAR = """
            update report set comment = '', status_ids = '{}', resolved_at = coalesce(resolved_at, now())
             where id = any(array(select id from report where
            """ + ABOUT_ACCOUNT + " limit $2))";

    private static final String BY_ACCOUNT = "account_id = $1";

    private static final String ANONYMIZE = """
            update report set account_id = 0 where id = any(array(select id from report where
            """ + BY_ACCOUNT + " limit $2))";

    private final Sql sql;
    private final String label;
    private final String column;

    @CompileTimeConstant
    private final String condition;

    @CompileTimeConstant
    private final String update;

    private ReportErasure(
            Sql sql,
            String label,
            String column,
            @CompileTimeConstant String condition,
            @CompileTimeConstant String update) {
        this.sql = sql;
        this.label = label;
        this.column = column;
        this.condition = condition;
        this.update = update;
    }

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new ReportErasure(sql, "reports about them", "report.target_id", ABOUT_ACCOUNT, CLEAR),
                new ReportErasure(sql, "reports by them", "report.account_id", BY_ACCOUNT, ANONYMIZE));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Set<String> columns() {
        return Set.of(column);
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return sql.one(COUNT + condition, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return sql.update(update, account.value(), limit);
    }
}
