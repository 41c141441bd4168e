package social.skein.filter;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Deletes the data this package stores about an account. */
public final class FilterErasure {
    private FilterErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "filtered posts", "filter_status", "account_id"),
                new TableErasure(sql, "filtered words", "filter_keyword", "account_id"),
                new TableErasure(sql, "filters", "filter", "account_id"));
    }
}
