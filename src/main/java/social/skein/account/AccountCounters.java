package social.skein.account;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Sql;
import social.skein.sql.Writes;

/**
 * How many followers, followees and statuses accounts have. What somebody does themselves is counted in slot 0, where
 * their own shard's lock already put them in line; what others do to them is spread over the other slots by who did it.
 */
public final class AccountCounters {
    private static final int FOLLOWER_SLOTS = 4;

    private static final String ADD_STATUSES = """
            insert into account_counter as c (account_id, slot, statuses, last_status_at)
            values ($1, 0, $2::bigint, case when $2::bigint > 0 then date_trunc('minute', now()) end)
            on conflict (account_id, slot) do update
               set statuses = c.statuses + $2::bigint,
                   last_status_at = case when $2::bigint > 0 then date_trunc('minute', now()) else c.last_status_at end
            """;

    private static final String ADD_FOLLOWING = """
            insert into account_counter as c (account_id, slot, following) values ($1, 0, $2)
            on conflict (account_id, slot) do update set following = c.following + $2
            """;

    private static final String ADD_FOLLOWERS = """
            insert into account_counter as c (account_id, slot, followers) values ($1, $2, $3)
            on conflict (account_id, slot) do update set followers = c.followers + $3
            """;

    /** Counts statuses the author made or, with a negative number, took away. */
    public Future<Void> addStatuses(Writes transaction, AccountId author, int delta) {
        return transaction.update(ADD_STATUSES, author.value(), (long) delta).mapEmpty();
    }

    /** Counts a follow, or with -1 its end, on both sides. */
    public Future<Void> addFollow(Sql transaction, AccountId follower, AccountId target, int delta) {
        return transaction
                .update(ADD_FOLLOWING, follower.value(), (long) delta)
                .compose(counted -> transaction.update(ADD_FOLLOWERS, target.value(), slotOf(follower), (long) delta))
                .mapEmpty();
    }

    /** A time as far as it is cache: the same within a minute, so that a second status does not change the index. */
    static Instant truncateToMinute(Instant lastStatusAt) {
        return lastStatusAt.truncatedTo(ChronoUnit.MINUTES);
    }

    /** In which slot of theirs somebody counts who does something to others. An id's lowest bits are a sequence that is mostly 0; those of its shard are random. */
    public static short slotOf(AccountId follower) {
        return (short) (1 + SnowflakeIds.shard(follower.value()) % FOLLOWER_SLOTS);
    }
}
