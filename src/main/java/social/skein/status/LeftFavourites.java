package social.skein.status;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Set;
import social.skein.account.Forgetting;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** What somebody who leaves has liked, with the counts of the statuses; the authors' notifications go on their own. */
final class LeftFavourites implements Forgetting {
    private static final String COUNT = "select count(*) as n from favourite where account_id = $1";

    private static final String TAKE = """
            delete from favourite
             where account_id = $1
               and status_id in (select status_id from favourite where account_id = $1 limit $2)
            returning status_id
            """;

    private final Db db;
    private final StatusCounters counters = new StatusCounters();

    LeftFavourites(Db db) {
        this.db = db;
    }

    @Override
    public String what() {
        return "likes";
    }

    @Override
    public Set<String> columns() {
        return Set.of("favourite.account_id");
    }

    @Override
    public Future<Long> left(AccountId account) {
        return db.one(COUNT, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return db.transaction(tx -> tx.nextId(Ids.shard(account.value()))
                .compose(held -> tx.list(TAKE, row -> row.getLong("status_id"), account.value(), most))
                .compose(liked ->
                        uncount(tx, account, liked.stream().sorted().iterator()).map(liked.size())));
    }

    /** In the order of their ids, so that two who leave at once do not lock each other out. */
    private Future<Void> uncount(Sql tx, AccountId account, Iterator<Long> rest) {
        return rest.hasNext()
                ? counters.favourited(tx, new StatusId(rest.next()), account, -1)
                        .compose(counted -> uncount(tx, account, rest))
                : Future.succeededFuture();
    }
}
