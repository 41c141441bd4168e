package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.account.AccountCounters;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.sql.Transaction;

/**
 * Inserts and deletes follows inside a transaction that holds the follower's shard, together with counters, facts, and
 * the removal of endorsements, which require a follow.
 */
final class FollowWriter {
    private static final String UPSERT = """
            insert into follow (account_id, target_id, id, reblogs, notify, languages)
            values ($1, $2, $3, coalesce($4::boolean, true), coalesce($5::boolean, false), coalesce($6::text[], '{}'))
            on conflict (account_id, target_id) do update
               set reblogs = coalesce($4, follow.reblogs), notify = coalesce($5, follow.notify),
                   languages = coalesce($6, follow.languages)
            returning id = $3 as added
            """;

    private static final String DELETE = "delete from follow where account_id = $1 and target_id = $2";

    private static final String DELETE_ENDORSEMENT = "delete from endorsement where account_id = $1 and target_id = $2";

    private final Outbox outbox;
    private final AccountCounters counters;

    FollowWriter(Outbox outbox, AccountCounters counters) {
        this.outbox = outbox;
        this.counters = counters;
    }

    /** Follows the target; an existing follow only takes the given options. */
    Future<Void> follow(Transaction tx, AccountId follower, AccountId target, long id, FollowOptions options) {
        return tx.one(UPSERT, row -> row.getBoolean("added"), options.arguments(follower.value(), target.value(), id))
                .compose(added -> added
                        ? countAndPublish(tx, new Fact.Followed(follower, target), follower, target, 1)
                        : Future.succeededFuture());
    }

    /** Deletes a follow; changes nothing if there is none. */
    Future<Void> unfollow(Transaction tx, AccountId follower, AccountId target) {
        return tx.update(DELETE, follower.value(), target.value())
                .compose(removed -> removed == 0
                        ? Future.succeededFuture()
                        : tx.update(DELETE_ENDORSEMENT, follower.value(), target.value())
                                .compose(deleted -> countAndPublish(
                                        tx, new Fact.Unfollowed(follower, target), follower, target, -1)));
    }

    private Future<Void> countAndPublish(Transaction tx, Fact fact, AccountId follower, AccountId target, int delta) {
        return counters.addFollow(tx, follower, target, delta).compose(counted -> outbox.append(tx, fact));
    }
}
