package social.skein.posting;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** All that this package keeps of an account. A fact that comes due finds nothing to post. */
public final class ScheduledStatusErasure {
    private ScheduledStatusErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "scheduled posts", "scheduled_status", "account_id"));
    }
}
