package social.skein.oauth;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account. */
public final class OauthTraces {
    private OauthTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(
                new PlainRows(sql, "codes for apps", "oauth_code", "account_id"),
                new PlainRows(sql, "places of last writes", "last_write", "account_id"),
                new PlainRows(sql, "sessions", "web_session", "account_id"),
                new PlainRows(sql, "tokens", "oauth_token", "account_id"));
    }
}
