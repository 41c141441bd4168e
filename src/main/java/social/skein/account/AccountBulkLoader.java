package social.skein.account;

import java.time.Instant;
import social.skein.model.AccountId;
import social.skein.sql.BulkConnection;
import social.skein.sql.CopyRows;

/**
 * Bulk-loads accounts into an empty database, as the rows that {@link Accounts} and {@link AccountCounters} would
 * write.
 */
public final class AccountBulkLoader {
    private static final String ACCOUNTS = """
            copy account (id, username, created_at, confirmed_at, approved_at) from stdin with (format binary)
            """;

    private static final String CREDENTIALS = """
            copy credential (account_id, email, password_hash) from stdin with (format binary)
            """;

    private static final String COUNTERS = """
            copy account_counter (account_id, slot, followers, following, statuses, last_status_at)
            from stdin with (format binary)
            """;

    private final CopyRows accounts = new CopyRows();
    private final CopyRows credentials = new CopyRows();
    private final CopyRows counters = new CopyRows();

    public void addAccount(AccountId id, String username, String passwordHash, Instant createdAt) {
        accounts.startRow(5)
                .bigint(id.value())
                .text(username)
                .timestamptz(createdAt)
                .timestamptz(createdAt)
                .timestamptz(createdAt);
        credentials
                .startRow(3)
                .bigint(id.value())
                .text(username + "@seed.invalid")
                .text(passwordHash);
    }

    /** The counters of the account's own actions (slot 0); no row if all are zero. */
    public void addCounters(AccountId id, long following, long statuses, Instant lastStatusAt) {
        if (following + statuses > 0) {
            counters.startRow(6)
                    .bigint(id.value())
                    .smallint(0)
                    .bigint(0)
                    .bigint(following)
                    .bigint(statuses);
            if (statuses > 0) {
                counters.timestamptz(AccountCounters.truncateToMinute(lastStatusAt));
            } else {
                counters.nullValue();
            }
        }
    }

    /** The followers of an account that are counted in one slot. */
    public void addFollowers(AccountId id, int slot, long followers) {
        if (followers > 0) {
            counters.startRow(6)
                    .bigint(id.value())
                    .smallint(slot)
                    .bigint(followers)
                    .bigint(0)
                    .bigint(0)
                    .nullValue();
        }
    }

    public long rows() {
        return accounts.rows();
    }

    public void copyTo(BulkConnection loader) {
        loader.copy(ACCOUNTS, accounts);
        loader.copy(CREDENTIALS, credentials);
        loader.copy(COUNTERS, counters);
    }
}
