package social.skein.interaction;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Set;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.StatusCounters;

/**
 * Erases the favourites of a deleted account and lowers the counts of the statuses. Notifications are erased elsewhere.
 */
final class FavouriteErasure implements ErasureStep {
    private static final String COUNT = "select count(*) as n from favourite where account_id = $1";

    private static final String DELETE_PAGE = """
            delete from favourite
             where account_id = $1
               and status_id in (select status_id from favourite where account_id = $1 limit $2)
            returning status_id
            """;

    private final Db db;
    private final StatusCounters counters = new StatusCounters();

    FavouriteErasure(Db db) {
        this.db = db;
    }

    @Override
    public String label() {
        return "likes";
    }

    @Override
    public Set<String> columns() {
        return Set.of("favourite.account_id");
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return db.one(COUNT, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return db.inShardOf(
                account,
                (tx, unused) -> tx.list(DELETE_PAGE, row -> row.getLong("status_id"), account.value(), limit)
                        .compose(statuses -> decrementCounts(
                                        tx, account, statuses.stream().sorted().iterator())
                                .map(statuses.size())));
    }

    /** Goes in the order of ids, so that two concurrent erasures cannot deadlock. */
    private Future<Void> decrementCounts(Transaction tx, AccountId account, Iterator<Long> remaining) {
        return remaining.hasNext()
                ? counters.addFavourites(tx, new StatusId(remaining.next()), account, -1)
                        .compose(counted -> decrementCounts(tx, account, remaining))
                : Future.succeededFuture();
    }
}
