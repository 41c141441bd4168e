package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.sql.Sql;

/**
 * Two accounts, for a change that is the doing of one and takes something from the other: their shards are locked in
 * the order of the shards, so that two people who block each other at once wait for one another and do not deadlock.
 */
record Pair(AccountId actor, AccountId other) {

    /** An id of each one's shard. */
    record Drawn(long actors, long others) {}

    Future<Drawn> lock(Sql tx) {
        int actors = Ids.shard(actor.value());
        int others = Ids.shard(other.value());
        return actors <= others
                ? tx.nextId(actors).compose(first -> tx.nextId(others).map(second -> new Drawn(first, second)))
                : tx.nextId(others).compose(first -> tx.nextId(actors).map(second -> new Drawn(second, first)));
    }
}
