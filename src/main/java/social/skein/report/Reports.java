package social.skein.report;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** The reports of every account, for reporters and operators. */
public final class Reports {
    private static final String INSERT = """
            insert into report (id, account_id, target_id, status_ids, rule_ids, category, comment)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String SELECT = """
            select r.id, r.account_id, coalesce(reporter.username, '') as reporter_name,
                   r.target_id, coalesce(target.username, '') as target_name,
                   r.status_ids, r.rule_ids, r.category, r.comment, r.created_at, r.resolved_at
              from report r
              left join account reporter on reporter.id = r.account_id
              left join account target on target.id = r.target_id
            """;

    private static final String BY_ID = SELECT + " where r.id = $1";

    private static final String OPEN = SELECT + " where r.resolved_at is null and r.id > $1 order by r.id limit $2";

    private static final String ALL = SELECT + " where r.id > $1 order by r.id limit $2";

    private static final String RESOLVE = "update report set resolved_at = now() where id = $1 and resolved_at is null";

    private static final String REOPEN =
            "update report set resolved_at = null where id = $1 and resolved_at is not null";

    private final Db db;

    public Reports(Db db) {
        this.db = db;
    }

    Future<Report> create(NewReport report) {
        return db.inShardOf(
                report.reporter(),
                (tx, id) -> tx.update(
                                INSERT,
                                id,
                                report.reporter().value(),
                                report.target().value(),
                                report.statuses().stream().map(StatusId::value).toArray(Long[]::new),
                                report.rules().toArray(String[]::new),
                                report.category().toString(),
                                report.comment())
                        .compose(added -> find(tx, id))
                        .map(Optional::orElseThrow));
    }

    /** The next reports after an id, oldest first; start with 0. */
    public Future<List<Report>> list(boolean includeResolved, long after, int limit) {
        return db.list(includeResolved ? ALL : OPEN, Report::of, after, limit);
    }

    public Future<Optional<Report>> find(long id) {
        return find(db, id);
    }

    private static Future<Optional<Report>> find(Sql sql, long id) {
        return sql.find(BY_ID, Report::of, id);
    }

    /** Marks a report as resolved; false if it already is. */
    public Future<Boolean> resolve(long id) {
        return setState(RESOLVE, id);
    }

    /** Reopens a resolved report; false if it is open. */
    public Future<Boolean> reopen(long id) {
        return setState(REOPEN, id);
    }

    private Future<Boolean> setState(@CompileTimeConstant String sql, long id) {
        return find(id).map(found -> found.orElseThrow(Problem.NotFound::new))
                .compose(report -> db.update(sql, id).map(changed -> changed > 0));
    }
}
