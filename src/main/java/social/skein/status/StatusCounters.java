package social.skein.status;

import io.vertx.core.Future;
import java.util.Collection;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Transaction;
import social.skein.sql.Writes;

/**
 * The counts of favourites, boosts and replies of statuses. Each count is the sum of a few slots, chosen by the acting
 * account, so that many accounts can favourite the same status at once with little lock contention.
 */
public final class StatusCounters {
    private static final int SLOTS = 4;

    private static final String INCREMENT = """
            insert into status_counter as c (status_id, slot, favourites, reblogs, replies)
            values ($1, $2, $3, $4, $5)
            on conflict (status_id, slot) do update
               set favourites = c.favourites + $3, reblogs = c.reblogs + $4, replies = c.replies + $5
            """;

    /** A missing slot means that the status is deleted. */
    private static final String DECREMENT = """
            update status_counter
               set favourites = favourites + $3, reblogs = reblogs + $4, replies = replies + $5
             where status_id = $1 and slot = $2
            """;

    private static final String DELETE = "delete from status_counter where status_id = any($1)";

    public Future<Void> addFavourites(Transaction transaction, StatusId status, AccountId actor, int delta) {
        return add(transaction, status, actor, delta, 0, 0);
    }

    Future<Void> addReblogs(Writes transaction, StatusId status, AccountId actor, int delta) {
        return add(transaction, status, actor, 0, delta, 0);
    }

    Future<Void> addReplies(Writes transaction, StatusId status, AccountId actor, int delta) {
        return add(transaction, status, actor, 0, 0, delta);
    }

    public Future<Void> delete(Transaction transaction, Collection<StatusId> statuses) {
        return transaction.update(DELETE, StatusRows.ids(statuses)).mapEmpty();
    }

    private static Future<Void> add(
            Writes transaction, StatusId status, AccountId actor, long favourites, long reblogs, long replies) {
        return transaction
                .update(
                        favourites + reblogs + replies > 0 ? INCREMENT : DECREMENT,
                        status.value(),
                        slotOf(actor),
                        favourites,
                        reblogs,
                        replies)
                .mapEmpty();
    }

    /** By shard, which is random; the lowest bits of an id are a sequence number that is mostly 0. */
    private static short slotOf(AccountId account) {
        return (short) (SnowflakeIds.shard(account.value()) % SLOTS);
    }
}
