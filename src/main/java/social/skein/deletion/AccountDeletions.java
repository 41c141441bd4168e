package social.skein.deletion;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/** The deleted accounts and the progress of their erasure. */
public final class AccountDeletions {
    private static final String INSERT = """
            insert into account_deletion (account_id, username) values ($1, $2) on conflict (account_id) do nothing
            """;

    private static final String SELECT = """
            select account_id, username, requested_at, step, deleted_rows, finished_at from account_deletion
            """;

    private static final String FIND = SELECT + " where account_id = $1";

    private static final String BY_USERNAME = SELECT + """
             where account_id = (select id from account where lower(username) = $1)
            """;

    private static final String LIST_UNFINISHED =
            SELECT + " where finished_at is null and account_id > $1 order by account_id limit $2";

    private static final String LIST_ALL = SELECT + " where account_id > $1 order by account_id limit $2";

    private static final String ADVANCE = """
            update account_deletion set step = $2, deleted_rows = deleted_rows + $3, finished_at = null where account_id = $1
            """;

    private static final String FINISH = """
            update account_deletion set step = '', finished_at = now() where account_id = $1 and finished_at is null
            """;

    private final Sql sql;

    public AccountDeletions(Sql sql) {
        this.sql = sql;
    }

    Future<Void> start(Transaction transaction, AccountId account, String username) {
        return transaction.update(INSERT, account.value(), username).mapEmpty();
    }

    public Future<Optional<AccountDeletion>> find(AccountId account) {
        return sql.find(FIND, AccountDeletion::of, account.value());
    }

    public Future<Optional<AccountDeletion>> byUsername(String username) {
        return sql.find(BY_USERNAME, AccountDeletion::of, username.toLowerCase(Locale.ROOT));
    }

    /** The next deletions after an account id; 0 starts at the beginning. */
    public Future<List<AccountDeletion>> list(boolean includeFinished, long after, int limit) {
        return sql.list(includeFinished ? LIST_ALL : LIST_UNFINISHED, AccountDeletion::of, after, limit);
    }

    Future<Void> advance(AccountId account, String step, int deleted) {
        return sql.update(ADVANCE, account.value(), step, (long) deleted).mapEmpty();
    }

    Future<Void> finish(AccountId account) {
        return sql.update(FINISH, account.value()).mapEmpty();
    }
}
