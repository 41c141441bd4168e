package social.skein.account;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** What people sign in with: their name or their e-mail address, and a password of which only the hash is here. */
public final class Credentials {
    private static final String FIND = """
            select c.account_id, c.password_hash
              from credential c join account a on a.id = c.account_id
             where a.suspended_at is null and %s
            """;

    private static final String BY_USERNAME = FIND.formatted("lower(a.username) = $1");

    private static final String BY_EMAIL = FIND.formatted("lower(c.email) = $1");

    private final Sql sql;

    public Credentials(Sql sql) {
        this.sql = sql;
    }

    /** The hash to check somebody's password against. */
    public record Credential(AccountId account, String passwordHash) {
        @Override
        public String toString() {
            return "the credential of " + account;
        }
    }

    /** The credential of whoever signs in by this name or e-mail address; nothing where they are suspended. */
    public Future<Optional<Credential>> find(String login) {
        return sql.find(
                login.contains("@") ? BY_EMAIL : BY_USERNAME,
                row -> new Credential(new AccountId(row.getLong("account_id")), row.getString("password_hash")),
                Accounts.lower(login.strip()));
    }
}
