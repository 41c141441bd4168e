package social.skein.marker;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Deletes the data this package stores about an account. */
public final class MarkerErasure {
    private MarkerErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "markers", "marker", "account_id"));
    }
}
