package social.skein.account;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Transaction;
import social.skein.sql.Writes;

/**
 * The counters of followers, followees and statuses. An account's own actions are counted in slot 0, whose updates are
 * serialised by the lock of its shard; the actions of others are spread over the other slots, so that a popular account
 * does not become a hot row.
 */
public final class AccountCounters {
    private static final int FOLLOWER_SLOTS = 4;

    /** After a deletion the time of the newest status that is left is the last one again. */
    private static final String ADD_STATUSES = """
            insert into account_counter as c (account_id, slot, statuses, last_status_at)
            values ($1, 0, $2::bigint, case when $2::bigint > 0 then date_trunc('minute', now()) end)
            on conflict (account_id, slot) do update
               set statuses = c.statuses + $2::bigint,
                   last_status_at = case when $2::bigint > 0 then date_trunc('minute', now())
                       else (select date_trunc('minute', newest.created_at) from status newest
                              where newest.account_id = $1 and newest.visibility <> 'direct'
                              order by newest.id desc limit 1) end
            """;

    private static final String ADD_FOLLOWING = """
            insert into account_counter as c (account_id, slot, following) values ($1, 0, $2)
            on conflict (account_id, slot) do update set following = c.following + $2
            """;

    private static final String ADD_FOLLOWERS = """
            insert into account_counter as c (account_id, slot, followers) values ($1, $2, $3)
            on conflict (account_id, slot) do update set followers = c.followers + $3
            """;

    /** Adds {@code delta} statuses of an author; negative for deletions. */
    public Future<Void> addStatuses(Writes transaction, AccountId author, int delta) {
        return transaction.update(ADD_STATUSES, author.value(), (long) delta).mapEmpty();
    }

    /** Counts a follow (1) or an unfollow (-1) on both sides. */
    public Future<Void> addFollow(Transaction transaction, AccountId follower, AccountId target, int delta) {
        return transaction
                .update(ADD_FOLLOWING, follower.value(), (long) delta)
                .compose(counted -> transaction.update(ADD_FOLLOWERS, target.value(), slotOf(follower), (long) delta))
                .mapEmpty();
    }

    /** The time truncated to the minute, so that a second status within it does not update the index. */
    static Instant truncateToMinute(Instant lastStatusAt) {
        return lastStatusAt.truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * The slot of the target in which an actor is counted. It depends on the shard, whose bits are random: the lowest
     * bits of an id are a sequence number that is mostly 0.
     */
    public static short slotOf(AccountId follower) {
        return (short) (1 + SnowflakeIds.shard(follower.value()) % FOLLOWER_SLOTS);
    }
}
