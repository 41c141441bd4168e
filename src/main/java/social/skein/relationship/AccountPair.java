package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Sql;

/**
 * Two accounts, for a change that is the doing of one and takes something from the other: their shards are locked in
 * the order of the shards, so that two people who block each other at once wait for one another and do not deadlock.
 */
record AccountPair(AccountId actor, AccountId other) {

    /** An id of each one's shard. */
    record ReservedIds(long forActor, long forOther) {}

    Future<ReservedIds> lock(Sql tx) {
        int actors = SnowflakeIds.shard(actor.value());
        int others = SnowflakeIds.shard(other.value());
        return actors <= others
                ? tx.nextId(actors).compose(first -> tx.nextId(others).map(second -> new ReservedIds(first, second)))
                : tx.nextId(others).compose(first -> tx.nextId(actors).map(second -> new ReservedIds(second, first)));
    }
}
