package social.skein.scheduled;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account. A fact that comes due finds nothing to post. */
public final class ScheduledTraces {
    private ScheduledTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(new PlainRows(sql, "scheduled posts", "scheduled_status", "account_id"));
    }
}
