package social.skein.fanout;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import social.skein.account.AccountCounters;
import social.skein.interaction.Bookmarks;
import social.skein.interaction.Favourites;
import social.skein.interaction.Pins;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.poll.Polls;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.StatusCounters;
import social.skein.status.StatusEdits;
import social.skein.status.StatusRows;
import social.skein.status.StatusWriter;

/**
 * The dependent rows of deleted statuses: counters, favourites, bookmarks, pins, edits and polls. They are invisible
 * from the deletion on, and removed later in batches, since there may be millions. Removing them again changes nothing.
 */
public final class DeletedStatusRows {
    private static final int BATCH_SIZE = 1_000;

    private final Db db;
    private final AccountCounters accounts;
    private final Favourites favourites;
    private final Bookmarks bookmarks;
    private final Polls polls;
    private final StatusCounters counters = new StatusCounters();

    public DeletedStatusRows(Db db, AccountCounters accounts, Favourites favourites, Bookmarks bookmarks, Polls polls) {
        this.db = db;
        this.accounts = accounts;
        this.favourites = favourites;
        this.bookmarks = bookmarks;
        this.polls = polls;
    }

    /** Deletes statuses or boosts and all their dependent rows. Appends no facts. */
    public Future<Void> purge(Collection<StatusId> statuses) {
        return db.transaction(tx -> StatusRows.delete(tx, statuses)
                        .compose(deleted -> decrementCounts(tx, deleted))
                        .compose(done -> Pins.deleteByStatuses(tx, statuses))
                        .compose(done -> counters.delete(tx, statuses))
                        .compose(done -> StatusEdits.deleteByStatuses(tx, statuses))
                        .compose(done -> polls.delete(tx, statuses)))
                .compose(done -> polls.purge(statuses))
                .compose(done -> purgeReactions(statuses.iterator()));
    }

    /** Updates accounts in id order, so that concurrent purges of boosts by the same accounts do not deadlock. */
    private Future<Void> decrementCounts(Transaction tx, List<StatusRows.DeletedStatus> deleted) {
        TreeMap<AccountId, Integer> deltas = new TreeMap<>();
        deleted.stream()
                .filter(status -> StatusWriter.isCounted(status.visibility()))
                .forEach(status -> deltas.merge(status.author(), -1, Integer::sum));
        List<Future<Void>> updates = new ArrayList<>();
        deltas.forEach((author, delta) -> updates.add(accounts.addStatuses(tx, author, delta)));
        return Future.all(updates).mapEmpty();
    }

    private Future<Void> purgeReactions(Iterator<StatusId> statuses) {
        if (!statuses.hasNext()) {
            return Future.succeededFuture();
        }
        StatusId status = statuses.next();
        return repeatUntilEmpty(() -> favourites.deleteByStatus(status, BATCH_SIZE))
                .compose(done -> repeatUntilEmpty(() -> bookmarks.deleteByStatus(status, BATCH_SIZE)))
                .compose(done -> purgeReactions(statuses));
    }

    private static Future<Void> repeatUntilEmpty(Supplier<Future<Integer>> deleteBatch) {
        return deleteBatch
                .get()
                .compose(deleted -> deleted < BATCH_SIZE ? Future.succeededFuture() : repeatUntilEmpty(deleteBatch));
    }
}
