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
import social.skein.sql.Sql;
import social.skein.status.StatusCounters;
import social.skein.status.StatusEdits;
import social.skein.status.StatusRows;
import social.skein.status.StatusWriter;

/**
 * What a deleted status leaves behind: boosts of it, earlier versions, who liked it, kept it and voted in its poll. Nobody
 * sees any of it from the delete on; whoever handles the fact clears it away, page by page, since there may be millions.
 * May be repeated and then changes nothing.
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

    /** Forgets statuses and boosts with their counts, likes, bookmarks, pins, versions and polls; tells no facts. */
    public Future<Void> purge(Collection<StatusId> statuses) {
        return db.transaction(tx -> StatusRows.delete(tx, statuses)
                        .compose(gone -> decrementCounts(tx, gone))
                        .compose(uncounted -> Pins.deleteByStatuses(tx, statuses))
                        .compose(unpinned -> counters.delete(tx, statuses))
                        .compose(forgotten -> StatusEdits.deleteByStatuses(tx, statuses))
                        .compose(forgotten -> polls.delete(tx, statuses)))
                .compose(struck -> polls.purge(statuses))
                .compose(forgotten -> purgeReactions(statuses.iterator()));
    }

    /** In the order of their ids, so that two who forget boosts of the same people do not lock each other out. */
    private Future<Void> decrementCounts(Sql tx, List<StatusRows.DeletedStatus> deleted) {
        TreeMap<AccountId, Integer> fewer = new TreeMap<>();
        deleted.stream()
                .filter(status -> StatusWriter.isCounted(status.visibility()))
                .forEach(status -> fewer.merge(status.author(), -1, Integer::sum));
        List<Future<Void>> counts = new ArrayList<>();
        fewer.forEach((author, by) -> counts.add(accounts.addStatuses(tx, author, by)));
        return Future.all(counts).mapEmpty();
    }

    private Future<Void> purgeReactions(Iterator<StatusId> statuses) {
        if (!statuses.hasNext()) {
            return Future.succeededFuture();
        }
        StatusId status = statuses.next();
        return repeatUntilEmpty(() -> favourites.deleteByStatus(status, BATCH_SIZE))
                .compose(likes -> repeatUntilEmpty(() -> bookmarks.deleteByStatus(status, BATCH_SIZE)))
                .compose(done -> purgeReactions(statuses));
    }

    private static Future<Void> repeatUntilEmpty(Supplier<Future<Integer>> deletePage) {
        return deletePage
                .get()
                .compose(removed -> removed < BATCH_SIZE ? Future.succeededFuture() : repeatUntilEmpty(deletePage));
    }
}
