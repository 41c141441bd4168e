package social.skein.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/** The rows of deleted accounts. They keep the username taken; the erasure clears the profile. */
public final class Tombstones implements ErasureStep {
    /** Sets suspended_at as well, so that every query that hides suspended accounts hides deleted ones. */
    private static final String MARK_DELETED = """
            update account set deleted_at = now(), suspended_at = coalesce(suspended_at, now())
             where id = $1 and deleted_at is null
            returning username
            """;

    private static final String HAS_PROFILE = """
             where id = $1 and deleted_at is not null
               and (display_name <> '' or note <> '' or language is not null or field_names <> '{}' or avatar is not null
                    or header is not null)
            """;

    private static final String COUNT_REMAINING = "select count(*) as n from account" + HAS_PROFILE;

    private static final String CLEAR_PROFILE = """
            update account
               set display_name = '', note = '', language = null, field_names = '{}', field_values = '{}', avatar = null, header = null
            """ + HAS_PROFILE;

    private final Sql sql;

    public Tombstones(Sql sql) {
        this.sql = sql;
    }

    /** Marks the account deleted and returns its username; empty if it already was. */
    public Future<Optional<String>> markDeleted(Transaction transaction, AccountId account) {
        return transaction.find(MARK_DELETED, row -> row.getString("username"), account.value());
    }

    @Override
    public String label() {
        return "profile";
    }

    @Override
    public Set<String> columns() {
        return Set.of();
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return sql.one(COUNT_REMAINING, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return sql.update(CLEAR_PROFILE, account.value());
    }

    /** The erasure steps of this package's tables. */
    public static List<ErasureStep> erasureSteps(Sql sql) {
        return List.of(
                new TableErasure(sql, "password and e-mail address", "credential", "account_id"),
                new TableErasure(sql, "counters", "account_counter", "account_id"),
                new Tombstones(sql));
    }
}
