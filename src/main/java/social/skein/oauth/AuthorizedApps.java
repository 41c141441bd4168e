package social.skein.oauth;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import social.skein.http.Scopes;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** The authorized apps of an account. The tokens of an app are shown as one entry. */
public final class AuthorizedApps {
    private static final String LIST = """
            select a.id, a.name, a.website, string_agg(t.scopes, ' ' order by t.id) as scopes,
                   min(t.created_at)::date as since, max(t.last_used_on) as last_used
              from oauth_token t join oauth_app a on a.id = t.app_id
             where t.account_id = $1 and t.revoked_at is null
             group by a.id
             order by max(t.last_used_on) desc nulls last, a.id desc
             limit $2
            """;

    private final Sql sql;

    public AuthorizedApps(Sql sql) {
        this.sql = sql;
    }

    /** An authorized app with its scopes. */
    public record AuthorizedApp(
            long app,
            String name,
            Optional<String> website,
            Scopes scopes,
            LocalDate since,
            Optional<LocalDate> lastUsed) {
        static AuthorizedApp of(Row row) {
            return new AuthorizedApp(
                    row.getLong("id"),
                    row.getString("name"),
                    Optional.ofNullable(row.getString("website")),
                    Scopes.parse(row.getString("scopes")).orElseThrow(),
                    row.getLocalDate("since"),
                    Optional.ofNullable(row.getLocalDate("last_used")));
        }
    }

    /** The authorized apps, most recently used first. */
    public Future<List<AuthorizedApp>> list(AccountId account, int limit) {
        return sql.list(LIST, AuthorizedApp::of, account.value(), limit);
    }
}
