package social.skein.relationship;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.account.AccountCounters;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;

/**
 * The follow edges, traversed in either direction. Each edge has an id, by which lists are paged: newest first for the
 * API, oldest first for fan-out, which therefore never sees the same follower twice.
 */
public final class Follows {
    private static final String FOLLOWED_AMONG = """
            select target_id as account from follow where account_id = $1 and target_id = any($2)
            """;

    private static final String FOLLOWERS_PAGE = """
            select id, account_id as account from follow where target_id = $4 and id > $1 and id < $2
            """;

    private static final String FOLLOWING_PAGE = """
            select id, target_id as account from follow where account_id = $4 and id > $1 and id < $2
            """;

    /** One row with an array costs half as much as a row per follower. */
    private static final String FOLLOWERS_AFTER = """
            select array_agg(page.account_id) as accounts, count(*)::integer as examined, max(page.id) as cursor
              from (select id, account_id from follow where target_id = $1 and id > $2 order by id limit $3) page
            """;

    private static final String SHARED_FOLLOWERS_AFTER = """
            select array_agg(page.account_id) filter (
                       where page.account_id = $4
                          or exists (select from follow also
                                      where also.account_id = page.account_id and also.target_id = $4)) as accounts,
                   count(*)::integer as examined, max(page.id) as cursor
              from (select id, account_id from follow where target_id = $1 and id > $2 order by id limit $3) page
            """;

    private static final String FOLLOWEES = """
            select target_id as account from follow where account_id = $1 order by id desc limit $2
            """;

    private final Db db;
    private final FollowWriter edges;

    public Follows(Db db, Outbox outbox, AccountCounters counters) {
        this.db = db;
        this.edges = new FollowWriter(outbox, counters);
    }

    /**
     * Follows without checking whether the target accepts follows, for generating social graphs; users follow through
     * {@link FollowActions}.
     */
    public Future<Void> followUnchecked(
            AccountId viewer, AccountId target, Optional<Boolean> reblogs, Optional<Boolean> notify) {
        return db.inShardOf(
                viewer,
                (tx, id) -> edges.follow(tx, viewer, target, id, new FollowOptions(reblogs, notify, Optional.empty())));
    }

    /** Deletes a follow; changes nothing if there is none. */
    public Future<Void> unfollowUnchecked(AccountId viewer, AccountId target) {
        return db.inShardOf(viewer, (tx, id) -> edges.unfollow(tx, viewer, target));
    }

    /** The accounts among {@code targets} that the viewer follows. */
    public Future<Set<AccountId>> followedAmong(AccountId viewer, Collection<AccountId> targets) {
        return filter(FOLLOWED_AMONG, viewer, targets);
    }

    private Future<Set<AccountId>> filter(
            @CompileTimeConstant String sql, AccountId account, Collection<AccountId> others) {
        return others.isEmpty()
                ? Future.succeededFuture(Set.of())
                : db.readOnly()
                        .list(sql, AccountEntry::account, account.value(), values(others))
                        .map(HashSet::new);
    }

    /** The followers of an account, latest first. */
    Future<Page<AccountEntry>> followers(AccountId target, PageRequest window) {
        return db.readOnly().page(FOLLOWERS_PAGE, window, AccountEntry::of, AccountEntry::id, target.value());
    }

    /** The accounts that an account follows, latest first. */
    Future<Page<AccountEntry>> following(AccountId follower, PageRequest window) {
        return db.readOnly().page(FOLLOWING_PAGE, window, AccountEntry::of, AccountEntry::id, follower.value());
    }

    /** The next followers after a cursor, oldest first; start with 0. */
    public Future<FollowerPage> followers(AccountId target, long after, int limit) {
        return db.one(FOLLOWERS_AFTER, row -> page(row, after, limit), target.value(), after, limit);
    }

    /**
     * Examines the next followers after a cursor, and returns those that also follow the other account or are that
     * account.
     */
    public Future<FollowerPage> sharedFollowers(AccountId target, AccountId other, long after, int limit) {
        return db.one(
                SHARED_FOLLOWERS_AFTER, row -> page(row, after, limit), target.value(), after, limit, other.value());
    }

    private static FollowerPage page(Row row, long after, int limit) {
        Long[] found = row.getArrayOfLongs("accounts");
        long[] accounts = new long[found == null ? 0 : found.length];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] = found[i];
        }
        int examined = row.getInteger("examined");
        return new FollowerPage(accounts, examined, examined == 0 ? after : row.getLong("cursor"), examined < limit);
    }

    /** The accounts that an account follows, at most the latest {@code limit}. */
    public Future<List<AccountId>> followees(AccountId viewer, int limit) {
        return db.readOnly().list(FOLLOWEES, AccountEntry::account, viewer.value(), limit);
    }

    private static Object values(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }
}
