package social.skein.relationship;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import social.skein.account.AccountCounters;
import social.skein.account.Forgetting;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * The follows of somebody who leaves, from either end, with the counts of the others. No fact tells of them: the leaver
 * reads nothing any more, and what is in their followers' timelines goes with the statuses themselves.
 */
final class PartedFollows implements Forgetting {
    private static final String END_OWN = """
            delete from follow
             where (account_id, target_id) in (select account_id, target_id from follow where account_id = $1 limit $2)
            returning target_id as other
            """;

    private static final String END_OTHERS = """
            delete from follow
             where (account_id, target_id) in (select account_id, target_id from follow where target_id = $1 limit $2)
            returning account_id as other
            """;

    private final Db db;
    private final AccountCounters counters;
    private final boolean own;

    /** @param own whether it is whom they follow, or who follows them */
    private PartedFollows(Db db, AccountCounters counters, boolean own) {
        this.db = db;
        this.counters = counters;
        this.own = own;
    }

    @Override
    public String what() {
        return own ? "follows" : "followers";
    }

    @Override
    public Set<String> columns() {
        return Set.of(own ? "follow.account_id" : "follow.target_id");
    }

    @Override
    public Future<Long> left(AccountId account) {
        return db.one(
                own
                        ? "select count(*) as n from follow where account_id = $1"
                        : "select count(*) as n from follow where target_id = $1",
                row -> row.getLong("n"),
                account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return db.transaction(tx -> tx.nextId(Ids.shard(account.value()))
                .compose(held -> tx.list(
                        own ? END_OWN : END_OTHERS, row -> new AccountId(row.getLong("other")), account.value(), most))
                .compose(others -> uncount(tx, account, others.stream().sorted().iterator())
                        .map(others.size())));
    }

    /** In the order of their ids, so that two who leave at once do not lock each other out. */
    private Future<Void> uncount(Sql tx, AccountId account, Iterator<AccountId> others) {
        if (!others.hasNext()) {
            return Future.succeededFuture();
        }
        AccountId other = others.next();
        return (own ? counters.followed(tx, account, other, -1) : counters.followed(tx, other, account, -1))
                .compose(counted -> uncount(tx, account, others));
    }

    static List<Forgetting> bothEnds(Db db, AccountCounters counters) {
        return List.of(new PartedFollows(db, counters, true), new PartedFollows(db, counters, false));
    }
}
