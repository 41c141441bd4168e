package social.skein.list;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account, and others' lists of it. */
public final class ListTraces {
    private ListTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(
                new PlainRows(sql, "people on lists", "list_account", "account_id"),
                new PlainRows(sql, "places on others' lists", "list_account", "target_id"),
                new PlainRows(sql, "lists", "list", "account_id"));
    }
}
