package social.skein.timeline;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** All that this package keeps of an account in PostgreSQL. */
public final class TimelineErasure {
    private TimelineErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "fetching of posts", "pulled_author", "account_id"));
    }
}
