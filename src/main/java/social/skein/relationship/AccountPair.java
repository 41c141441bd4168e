package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Transaction;

/**
 * Two accounts for a change by one that also ends follows of the other. The shards of both are locked in ascending
 * order, so that two accounts that block each other at the same time do not deadlock.
 */
record AccountPair(AccountId actor, AccountId other) {

    /** One new id from the shard of each account. */
    record ReservedIds(long forActor, long forOther) {}

    Future<ReservedIds> lock(Transaction tx) {
        int actorShard = SnowflakeIds.shard(actor.value());
        int otherShard = SnowflakeIds.shard(other.value());
        return actorShard <= otherShard
                ? tx.nextId(actorShard)
                        .compose(first -> tx.nextId(otherShard).map(second -> new ReservedIds(first, second)))
                : tx.nextId(otherShard)
                        .compose(first -> tx.nextId(actorShard).map(second -> new ReservedIds(second, first)));
    }
}
