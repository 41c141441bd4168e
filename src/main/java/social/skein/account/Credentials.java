package social.skein.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/** The credentials of accounts: sign-in is by username or e-mail address, and a password, stored as a hash. */
public final class Credentials {
    private static final String SELECT = """
            select c.account_id, c.password_hash,
            """ + AccountState.COLUMN + """
              from credential c join account a on a.id = c.account_id
            """;

    private static final String BY_USERNAME = SELECT + " where lower(a.username) = $1";

    private static final String BY_EMAIL = SELECT + " where lower(c.email) = $1";

    private static final String BY_ACCOUNT = SELECT + " where c.account_id = $1";

    private static final String CHANGE_PASSWORD = "update credential set password_hash = $2 where account_id = $1";

    private static final String DELETE = "delete from credential where account_id = $1";

    private final Sql sql;

    public Credentials(Sql sql) {
        this.sql = sql;
    }

    /** The password hash and the state of an account. */
    public record Credential(AccountId account, String passwordHash, AccountState state) {
        /** Whether the account has a password; otherwise it signs in elsewhere. */
        public boolean hasPassword() {
            return !passwordHash.equals(PasswordHasher.NO_PASSWORD);
        }

        @Override
        public String toString() {
            return "the credential of " + account;
        }
    }

    /** The credential for a username or e-mail address, in any account state. */
    public Future<Optional<Credential>> byLogin(String login) {
        return sql.find(
                login.contains("@") ? BY_EMAIL : BY_USERNAME, Credentials::toCredential, Accounts.lower(login.strip()));
    }

    public Future<Optional<Credential>> byAccount(AccountId account) {
        return sql.find(BY_ACCOUNT, Credentials::toCredential, account.value());
    }

    /** Replaces the password of an account. */
    public Future<Void> changePassword(Transaction transaction, AccountId account, String passwordHash) {
        return transaction
                .update(CHANGE_PASSWORD, account.value(), passwordHash)
                .mapEmpty();
    }

    /** Deletes the credential, which ends sign-in and frees the e-mail address. */
    public Future<Void> delete(Transaction transaction, AccountId account) {
        return transaction.update(DELETE, account.value()).mapEmpty();
    }

    private static Credential toCredential(Row row) {
        return new Credential(
                new AccountId(row.getLong("account_id")), row.getString("password_hash"), AccountState.of(row));
    }
}
