package social.skein.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/** The directory of discoverable accounts. It considers a bounded number of candidates, regardless of the total. */
public final class ProfileDirectory {
    private static final int MAX_CANDIDATES = 4_000;

    private static final String ACTIVE = """
            select a.id
              from (select account_id, last_status_at
                      from account_counter
                     where slot = 0 and last_status_at is not null
                     order by last_status_at desc
                     limit $3) latest
              join account a on a.id = latest.account_id
             where a.discoverable and a.suspended_at is null
             order by latest.last_status_at desc, a.id desc
             limit $1 offset $2
            """;

    private static final String NEWEST = """
            select id
              from (select id, discoverable, suspended_at from account order by id desc limit $3) latest
             where discoverable and suspended_at is null
             order by id desc
             limit $1 offset $2
            """;

    private final Reads reads;
    private final Accounts accounts;

    public ProfileDirectory(Reads reads, Accounts accounts) {
        this.reads = reads;
        this.accounts = accounts;
    }

    /** Discoverable accounts, the most recently active first. */
    public Future<List<AccountId>> active(int limit, int offset) {
        return reads.list(ACTIVE, row -> new AccountId(row.getLong("id")), limit, offset, MAX_CANDIDATES);
    }

    /** Discoverable accounts, the newest first. */
    public Future<List<AccountId>> newest(int limit, int offset) {
        return reads.list(NEWEST, row -> new AccountId(row.getLong("id")), limit, offset, MAX_CANDIDATES);
    }

    /** The given accounts that are discoverable and not suspended. */
    public Future<List<Account>> discoverable(Set<AccountId> ids) {
        return accounts.byIds(ids)
                .map(found -> found.values().stream()
                        .filter(account -> account.profile().discoverable() && !account.suspended())
                        .collect(Collectors.toList()));
    }
}
