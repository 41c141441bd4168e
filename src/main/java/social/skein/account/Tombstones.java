package social.skein.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** The rows of accounts that were deleted: a name that nobody else can take, and in the end nothing more. */
public final class Tombstones implements Forgetting {
    /** Suspended too, so that whatever hides those hides these. */
    private static final String LAY = """
            update account set deleted_at = now(), suspended_at = coalesce(suspended_at, now())
             where id = $1 and deleted_at is null
            returning username
            """;

    private static final String SAYS_SOMETHING = """
             where id = $1 and deleted_at is not null
               and (display_name <> '' or note <> '' or language is not null or field_names <> '{}')
            """;

    private static final String COUNT = "select count(*) as n from account" + SAYS_SOMETHING;

    private static final String BLANK = """
            update account
               set display_name = '', note = '', language = null, field_names = '{}', field_values = '{}'
            """ + SAYS_SOMETHING;

    private final Sql sql;

    public Tombstones(Sql sql) {
        this.sql = sql;
    }

    /** From now on the account is there for nobody; its name, or nothing where that was so before. */
    public Future<Optional<String>> lay(Sql transaction, AccountId account) {
        return transaction.find(LAY, row -> row.getString("username"), account.value());
    }

    @Override
    public String what() {
        return "profile";
    }

    @Override
    public Set<String> columns() {
        return Set.of();
    }

    @Override
    public Future<Long> left(AccountId account) {
        return sql.one(COUNT, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return sql.update(BLANK, account.value());
    }

    /** All that this package keeps of an account. */
    public static List<Forgetting> traces(Sql sql) {
        return List.of(
                new PlainRows(sql, "password and e-mail address", "credential", "account_id"),
                new PlainRows(sql, "counts", "account_counter", "account_id"),
                new Tombstones(sql));
    }
}
