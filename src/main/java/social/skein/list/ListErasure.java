package social.skein.list;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Deletes the data this package stores about an account, including its membership in lists of others. */
public final class ListErasure {
    private ListErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "members of lists", "list_account", "account_id"),
                new TableErasure(sql, "memberships in others' lists", "list_account", "target_id"),
                new TableErasure(sql, "lists", "list", "account_id"));
    }
}
