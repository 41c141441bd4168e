package social.skein.oauth;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** The erasure steps of the tables of this package, {@code signin} and {@code replication}. */
public final class OauthErasure {
    private OauthErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "authorization codes", "oauth_code", "account_id"),
                new TableErasure(sql, "access tokens", "oauth_token", "account_id"));
    }
}
