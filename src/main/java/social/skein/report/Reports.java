package social.skein.report;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** All reports, for those who make them and for the operators who answer them. */
public final class Reports {
    private static final String INSERT = """
            insert into report (id, account_id, target_id, status_ids, rule_ids, category, comment)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String SELECT = """
            select r.id, r.account_id, coalesce(reporter.username, '') as by_name,
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
        return db.transaction(tx -> tx.nextId(
                        SnowflakeIds.shard(report.reporter().value()))
                .compose(id -> tx.update(
                                INSERT,
                                id,
                                report.reporter().value(),
                                report.target().value(),
                                report.statuses().stream().map(StatusId::value).toArray(Long[]::new),
                                report.rules().toArray(String[]::new),
                                report.category().toString(),
                                report.comment())
                        .compose(added -> find(tx, id)))
                .map(Optional::orElseThrow));
    }

    /** The next reports after an id, the oldest first; 0 is before all. */
    public Future<List<Report>> list(boolean includeResolved, long after, int limit) {
        return db.list(includeResolved ? ALL : OPEN, Report::of, after, limit);
    }

    public Future<Optional<Report>> find(long id) {
        return find(db, id);
    }

    private static Future<Optional<Report>> find(Sql sql, long id) {
        return sql.find(BY_ID, Report::of, id);
    }

    /** Says that something was done about it, or that nothing need be; false where that was said before. */
    public Future<Boolean> resolve(long id) {
        return setState(RESOLVE, id);
    }

    /** Says that something is to be done about it after all; false where nobody said otherwise. */
    public Future<Boolean> reopen(long id) {
        return setState(REOPEN, id);
    }

    private Future<Boolean> setState(@CompileTimeConstant String sql, long id) {
        return find(id).map(found -> found.orElseThrow(Problem.NotFound::new))
                .compose(there -> db.update(sql, id).map(changed -> changed > 0));
    }
}
