package social.skein.relationship;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import social.skein.account.AccountCounters;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * Erases the follows of a deleted account in one direction, and updates the counters of the other accounts. No fact is
 * appended: the account reads nothing any more, and its statuses leave the timelines of its followers when they are
 * deleted themselves.
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

    /**
     * @param outgoing whether to erase the follows of the account; otherwise its followers
     */
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
        return db.inShardOf(
                account,
                (tx, id) -> tx.list(
                                outgoing ? DELETE_FOLLOWING : DELETE_FOLLOWERS,
                                row -> new AccountId(row.getLong("other")),
                                account.value(),
                                limit)
                        .compose(others -> decrementCounters(
                                        tx, account, others.stream().sorted().iterator())
                                .map(others.size())));
    }

    /** In ascending order of ids, so that concurrent erasures do not deadlock. */
    private Future<Void> decrementCounters(Transaction tx, AccountId account, Iterator<AccountId> others) {
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
