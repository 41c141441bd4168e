package social.skein.relationship;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import social.skein.account.AccountCounters;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * The follows of somebody who leaves, from either end, with the counts of the others. No fact tells of them: the leaver
 * reads nothing any more, and what is in their followers' timelines goes with the statuses themselves.
 */
final class FollowErasure implements ErasureStep {
    private static final String DELETE_FOLLOWING = """
            delete from follow
             where (account_id, target_id) in (select account_id, target_id from follow where account_id = $1 limit $2)
            returning target_id as other
            """;

    private static final String DELETE_FOLLOWERS = """
            delete from follow
             where (account_id, target_id) in (select account_id, target_id from follow where target_id = $1 limit $2)
            returning account_id as other
            """;

    private final Db db;
    private final AccountCounters counters;
    private final boolean outgoing;

    /** @param outgoing whether it is whom they follow, or who follows them */
    private FollowErasure(Db db, AccountCounters counters, boolean outgoing) {
        this.db = db;
        this.counters = counters;
        this.outgoing = outgoing;
    }

    @Override
    public String label() {
        return outgoing ? "follows" : "followers";
    }

    @Override
    public Set<String> columns() {
        return Set.of(outgoing ? "follow.account_id" : "follow.target_id");
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return db.one(
                outgoing
                        ? "select count(*) as n from follow where account_id = $1"
                        : "select count(*) as n from follow where target_id = $1",
                row -> row.getLong("n"),
                account.value());
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return db.transaction(tx -> tx.nextId(SnowflakeIds.shard(account.value()))
                .compose(held -> tx.list(
                        outgoing ? DELETE_FOLLOWING : DELETE_FOLLOWERS,
                        row -> new AccountId(row.getLong("other")),
                        account.value(),
                        limit))
                .compose(others -> decrementCounters(
                                tx, account, others.stream().sorted().iterator())
                        .map(others.size())));
    }

    /** In the order of their ids, so that two who leave at once do not lock each other out. */
    private Future<Void> decrementCounters(Sql tx, AccountId account, Iterator<AccountId> others) {
        if (!others.hasNext()) {
            return Future.succeededFuture();
        }
        AccountId other = others.next();
        return (outgoing ? counters.addFollow(tx, account, other, -1) : counters.addFollow(tx, other, account, -1))
                .compose(counted -> decrementCounters(tx, account, others));
    }

    static List<ErasureStep> bothDirections(Db db, AccountCounters counters) {
        return List.of(new FollowErasure(db, counters, true), new FollowErasure(db, counters, false));
    }
}
