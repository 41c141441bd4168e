package social.skein.signup;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.account.AccountState;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/** The links between accounts and users of another product. A link never changes; it ends with the account. */
public final class ExternalIdentities {
    private static final String INSERT =
            "insert into external_identity (account_id, issuer, subject) values ($1, $2, $3)";

    private static final String FIND = """
            select i.account_id, a.deleted_at is not null as deleted,
            """ + AccountState.COLUMN + """
              from external_identity i join account a on a.id = i.account_id
             where i.issuer = $1 and i.subject = $2
            """;

    private static final String FIND_SUBJECT =
            "select subject from external_identity where account_id = $1 and issuer = $2";

    static final String UNIQUE_INDEX = "external_identity_subject";

    private final Sql sql;

    public ExternalIdentities(Sql sql) {
        this.sql = sql;
    }

    /**
     * The account of an identity.
     *
     * @param deleted whether the account is deleted and its data, including this link, is still being erased
     */
    public record LinkedAccount(AccountId account, AccountState state, boolean deleted) {
        static LinkedAccount of(Row row) {
            return new LinkedAccount(
                    new AccountId(row.getLong("account_id")), AccountState.of(row), row.getBoolean("deleted"));
        }
    }

    public Future<Optional<LinkedAccount>> find(ExternalIdentity identity) {
        return sql.find(FIND, LinkedAccount::of, identity.issuer(), identity.subject());
    }

    /** The id of an account's user at an issuer. */
    public Future<Optional<String>> findSubject(AccountId account, String issuer) {
        return sql.find(FIND_SUBJECT, row -> row.getString("subject"), account.value(), issuer);
    }

    /** Links an account as part of a transaction; fails with a unique violation if the identity is linked already. */
    Future<Void> link(Transaction transaction, AccountId account, ExternalIdentity identity) {
        return transaction
                .update(INSERT, account.value(), identity.issuer(), identity.subject())
                .mapEmpty();
    }
}
