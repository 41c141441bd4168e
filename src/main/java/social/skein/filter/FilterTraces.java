package social.skein.filter;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account. */
public final class FilterTraces {
    private FilterTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(
                new PlainRows(sql, "filtered posts", "filter_status", "account_id"),
                new PlainRows(sql, "filtered words", "filter_keyword", "account_id"),
                new PlainRows(sql, "filters", "filter", "account_id"));
    }
}
