package social.skein.account;

import java.time.Instant;
import social.skein.model.AccountId;
import social.skein.sql.CopyRows;
import social.skein.sql.Loader;

/** Many accounts for an empty database at once, as the rows {@link Accounts} and {@link AccountCounters} would make. */
public final class AccountCopies {
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

    public void add(AccountId id, String username, String passwordHash, Instant joined) {
        accounts.row(5)
                .number(id.value())
                .text(username)
                .time(joined)
                .time(joined)
                .time(joined);
        credentials.row(3).number(id.value()).text(username + "@seed.invalid").text(passwordHash);
    }

    /** What an account did itself; who did nothing has no row. */
    public void count(AccountId id, long following, long statuses, Instant lastStatus) {
        if (following + statuses > 0) {
            counters.row(6)
                    .number(id.value())
                    .small(0)
                    .number(0)
                    .number(following)
                    .number(statuses);
            if (statuses > 0) {
                counters.time(AccountCounters.kept(lastStatus));
            } else {
                counters.nothing();
            }
        }
    }

    /** How many follow an account of those who are counted in one slot. */
    public void count(AccountId id, int slot, long followers) {
        if (followers > 0) {
            counters.row(6)
                    .number(id.value())
                    .small(slot)
                    .number(followers)
                    .number(0)
                    .number(0)
                    .nothing();
        }
    }

    public long rows() {
        return accounts.rows();
    }

    public void into(Loader loader) {
        loader.copy(ACCOUNTS, accounts);
        loader.copy(CREDENTIALS, credentials);
        loader.copy(COUNTERS, counters);
    }
}
