package social.skein.account;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;

/**
 * The states of accounts. Each transition returns whether it changed anything; the caller checks permissions. Accounts
 * that are unconfirmed or pending are visible only here.
 */
public final class AccountStates {
    private static final String SELECT = """
            select a.id, a.username, a.created_at, c.email, c.reason, a.confirmed_at is not null as confirmed,
                   a.approved_at is not null as approved,
            """ + AccountState.COLUMN + """
              from account a join credential c on c.account_id = a.id
            """;

    private static final String BY_USERNAME = SELECT + " where lower(a.username) = $1";

    private static final String BY_ID = SELECT + " where a.id = $1";

    private static final String FILTER = """
             and a.created_at >= $3 and a.created_at < $4
             and ($5::text = '' or split_part(lower(c.email), '@', 2) = $5
                  or right(split_part(lower(c.email), '@', 2), length($5) + 1) = '.' || $5)
             order by a.id limit $2
            """;

    private static final String ALL = SELECT + " where a.id > $1" + FILTER;

    private static final String PENDING =
            SELECT + " where (a.confirmed_at is null or a.approved_at is null) and a.id > $1" + FILTER;

    private static final String SUSPENDED = SELECT + " where a.suspended_at is not null and a.id > $1" + FILTER;

    private static final String FIND_STATE = "select " + AccountState.COLUMN + " from account a where a.id = $1";

    private static final String CONFIRM =
            "update account set confirmed_at = now() where id = $1 and confirmed_at is null";

    private static final String APPROVE =
            "update account set approved_at = now() where id = $1 and approved_at is null";

    private static final String SUSPEND =
            "update account set suspended_at = now() where id = $1 and suspended_at is null";

    private static final String UNSUSPEND =
            "update account set suspended_at = null where id = $1 and suspended_at is not null";

    private static final String REJECT = "delete from account where id = $1 and approved_at is null";

    private static final String DELETE_CREDENTIAL = "delete from credential where account_id = $1";

    private final Sql sql;

    public AccountStates(Sql sql) {
        this.sql = sql;
    }

    /** The filter of a listing. */
    public enum AccountListFilter {
        ALL,
        PENDING,
        SUSPENDED
    }

    public Future<Optional<AdminAccount>> byUsername(String username) {
        return sql.find(BY_USERNAME, AccountStates::toAdminAccount, Accounts.lower(username));
    }

    /** The account, in any state; empty if it does not exist or is deleted. */
    public Future<Optional<AdminAccount>> byId(AccountId account) {
        return sql.find(BY_ID, AccountStates::toAdminAccount, account.value());
    }

    /**
     * The accounts of a listing.
     *
     * @param since the earliest time of creation
     * @param until the time before which they were created
     * @param emailDomain the domain of the e-mail address, which matches subdomains too; empty for any
     * @param after the id after which the listing continues; 0 starts at the beginning
     */
    public record AccountListQuery(
            AccountListFilter state, Instant since, Instant until, String emailDomain, long after, int limit) {
        /** A time before all accounts. */
        public static final Instant BEGINNING = Instant.EPOCH;
        /** A time after all accounts, within the range of PostgreSQL. */
        public static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

        /** The rest of the list, after an account of this page. */
        public AccountListQuery continueAfter(AccountId account) {
            return new AccountListQuery(state, since, until, emailDomain, account.value(), limit);
        }

        public static AccountListQuery all(long after, int limit) {
            return new AccountListQuery(AccountListFilter.ALL, BEGINNING, END, "", after, limit);
        }
    }

    /** The accounts that match, oldest first. */
    public Future<List<AdminAccount>> list(AccountListQuery query) {
        return sql.list(
                switch (query.state) {
                    case ALL -> ALL;
                    case PENDING -> PENDING;
                    case SUSPENDED -> SUSPENDED;
                },
                AccountStates::toAdminAccount,
                query.after,
                query.limit,
                query.since.atOffset(ZoneOffset.UTC),
                query.until.atOffset(ZoneOffset.UTC),
                Accounts.lower(query.emailDomain));
    }

    /** The state of an account; empty if it does not exist. */
    public Future<Optional<AccountState>> find(AccountId account) {
        return sql.find(FIND_STATE, AccountState::of, account.value());
    }

    /** Confirms the e-mail address. */
    public Future<Boolean> confirm(Transaction transaction, AccountId account) {
        return update(transaction, CONFIRM, account);
    }

    /** Approves a sign-up. */
    public Future<Boolean> approve(Transaction transaction, AccountId account) {
        return update(transaction, APPROVE, account);
    }

    public Future<Boolean> suspend(Transaction transaction, AccountId account) {
        return update(transaction, SUSPEND, account);
    }

    public Future<Boolean> unsuspend(Transaction transaction, AccountId account) {
        return update(transaction, UNSUSPEND, account);
    }

    /** Rejects a sign-up: deletes the account, which frees the name. */
    public Future<Boolean> reject(Transaction transaction, AccountId account) {
        return update(transaction, REJECT, account)
                .compose(deleted -> deleted
                        ? transaction.update(DELETE_CREDENTIAL, account.value()).map(true)
                        : Future.succeededFuture(false));
    }

    private static Future<Boolean> update(
            Transaction transaction, @CompileTimeConstant String statement, AccountId account) {
        return transaction.update(statement, account.value()).map(rows -> rows > 0);
    }

    private static AdminAccount toAdminAccount(Row row) {
        return new AdminAccount(
                new AccountId(row.getLong("id")),
                row.getString("username"),
                row.getString("email"),
                AccountState.of(row),
                row.getBoolean("confirmed"),
                row.getBoolean("approved"),
                row.getString("reason"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
