package social.skein.marker;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account. */
public final class MarkerTraces {
    private MarkerTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(new PlainRows(sql, "markers", "marker", "account_id"));
    }
}
