package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import social.skein.account.AccountCounters;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.poll.Polls;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * What a deleted status leaves behind: boosts of it, earlier versions, who liked it, kept it and voted in its poll. Nobody
 * sees any of it from the delete on; whoever handles the fact clears it away, page by page, since there may be millions.
 * May be repeated and then changes nothing.
 */
public final class Remains {
    private static final int ROWS_AT_ONCE = 1_000;

    private final Db db;
    private final AccountCounters accounts;
    private final Favourites favourites;
    private final Bookmarks bookmarks;
    private final Polls polls;
    private final StatusCounters counters = new StatusCounters();

    public Remains(Db db, AccountCounters accounts, Favourites favourites, Bookmarks bookmarks, Polls polls) {
        this.db = db;
        this.accounts = accounts;
        this.favourites = favourites;
        this.bookmarks = bookmarks;
        this.polls = polls;
    }

    /** Forgets statuses and boosts with their counts, likes, bookmarks, pins, versions and polls; tells no facts. */
    public Future<Void> forget(Collection<StatusId> statuses) {
        return db.transaction(tx -> StatusRows.delete(tx, statuses)
                        .compose(gone -> uncount(tx, gone))
                        .compose(uncounted -> Pins.forget(tx, statuses))
                        .compose(unpinned -> counters.forget(tx, statuses))
                        .compose(forgotten -> Versions.forget(tx, statuses))
                        .compose(forgotten -> polls.strike(tx, statuses)))
                .compose(struck -> polls.forget(statuses))
                .compose(forgotten -> forgetRows(statuses.iterator()));
    }

    /** In the order of their ids, so that two who forget boosts of the same people do not lock each other out. */
    private Future<Void> uncount(Sql tx, List<StatusRows.Gone> gone) {
        TreeMap<AccountId, Integer> fewer = new TreeMap<>();
        gone.stream()
                .filter(status -> StatusBook.isCounted(status.visibility()))
                .forEach(status -> fewer.merge(status.author(), -1, Integer::sum));
        List<Future<Void>> counts = new ArrayList<>();
        fewer.forEach((author, by) -> counts.add(accounts.posted(tx, author, by)));
        return Future.all(counts).mapEmpty();
    }

    private Future<Void> forgetRows(Iterator<StatusId> statuses) {
        if (!statuses.hasNext()) {
            return Future.succeededFuture();
        }
        StatusId status = statuses.next();
        return all(() -> favourites.forget(status, ROWS_AT_ONCE))
                .compose(likes -> all(() -> bookmarks.forget(status, ROWS_AT_ONCE)))
                .compose(done -> forgetRows(statuses));
    }

    private static Future<Void> all(Supplier<Future<Integer>> some) {
        return some.get().compose(removed -> removed < ROWS_AT_ONCE ? Future.succeededFuture() : all(some));
    }
}
