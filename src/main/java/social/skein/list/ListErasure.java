package social.skein.list;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** All that this package keeps of an account, and others' lists of it. */
public final class ListErasure {
    private ListErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "people on lists", "list_account", "account_id"),
                new TableErasure(sql, "places on others' lists", "list_account", "target_id"),
                new TableErasure(sql, "lists", "list", "account_id"));
    }
}
