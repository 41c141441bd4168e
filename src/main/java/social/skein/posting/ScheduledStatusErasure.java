package social.skein.posting;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Erases the scheduled statuses of an account. Their facts then find nothing to post. */
public final class ScheduledStatusErasure {
    private ScheduledStatusErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "scheduled posts", "scheduled_status", "account_id"));
    }
}
