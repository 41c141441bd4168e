package social.skein.timeline;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Erases the rows of this package about a deleted account. */
public final class TimelineErasure {
    private TimelineErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "pulled author", "pulled_author", "account_id"));
    }
}
