package social.skein.oauth;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** All that this package keeps of an account. */
public final class OauthErasure {
    private OauthErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "codes for apps", "oauth_code", "account_id"),
                new TableErasure(sql, "places of last writes", "write_position", "account_id"),
                new TableErasure(sql, "sessions", "web_session", "account_id"),
                new TableErasure(sql, "tokens", "oauth_token", "account_id"));
    }
}
