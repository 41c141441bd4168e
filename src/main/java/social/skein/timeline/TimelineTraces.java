package social.skein.timeline;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account in PostgreSQL. */
public final class TimelineTraces {
    private TimelineTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(new PlainRows(sql, "fetching of posts", "pulled_author", "account_id"));
    }
}
