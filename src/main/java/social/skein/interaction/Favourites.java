package social.skein.interaction;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.status.Status;
import social.skein.status.StatusCounters;
import social.skein.status.UndoTarget;
import social.skein.status.VisibleStatuses;

/** Favourites. A favourite of a boost is stored for its original. Each row has an id, the cursor of lists. */
public final class Favourites {
    private static final String ADD = """
            insert into favourite (account_id, status_id, id) values ($1, $2, $3) on conflict do nothing
            """;

    private static final String REMOVE = "delete from favourite where account_id = $1 and status_id = $2";

    private static final String BY_ACCOUNT = """
            select id, account_id, status_id from favourite where account_id = $4 and id > $1 and id < $2
            """;

    private static final String BY_STATUS = """
            select id, account_id, status_id from favourite where status_id = $4 and id > $1 and id < $2
            """;

    private static final String DELETE_BY_STATUS = """
            delete from favourite
             where (account_id, status_id) in (select account_id, status_id from favourite where status_id = $1 limit $2)
            """;

    private final Db db;
    private final Outbox outbox;
    private final VisibleStatuses visible;
    private final StatusCounters counters = new StatusCounters();

    public Favourites(Db db, Outbox outbox, VisibleStatuses visible) {
        this.db = db;
        this.outbox = outbox;
        this.visible = visible;
    }

    /** A favourite; its id is the cursor of lists. */
    record Favourite(long id, AccountId account, StatusId status) {
        static Favourite of(Row row) {
            return new Favourite(
                    row.getLong("id"),
                    new AccountId(row.getLong("account_id")),
                    new StatusId(row.getLong("status_id")));
        }
    }

    /** Adds a favourite; returns false if there is one already. */
    public Future<Boolean> add(AccountId viewer, StatusId id) {
        return original(viewer, id)
                .compose(status -> db.inShardOf(viewer, (tx, row) -> insert(tx, viewer, status, row)));
    }

    private Future<Boolean> insert(Transaction tx, AccountId viewer, Status status, long row) {
        Fact fact = new Fact.Favourited(viewer, status.id(), status.author());
        return tx.update(ADD, viewer.value(), status.id().value(), row)
                .compose(added -> added == 0
                        ? Future.succeededFuture(false)
                        : countAndPublish(tx, fact, status.id(), 1).map(true));
    }

    /** Removes a favourite, and returns its status; does nothing if there is none and the status is visible. */
    public Future<UndoTarget> remove(AccountId viewer, StatusId id) {
        return visible.getForUndo(viewer, id)
                .compose(target -> db.inShardOf(viewer, (tx, unused) -> delete(tx, viewer, target.original()))
                        .map(target::requireRemoved))
                .compose(removed -> visible.getForUndo(viewer, id));
    }

    private Future<Integer> delete(Transaction tx, AccountId viewer, Status status) {
        Fact fact = new Fact.Unfavourited(viewer, status.id(), status.author());
        return tx.update(REMOVE, viewer.value(), status.id().value())
                .compose(removed -> removed == 0
                        ? Future.succeededFuture(0)
                        : countAndPublish(tx, fact, status.id(), -1).map(removed));
    }

    private Future<Status> original(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id).map(Status::original);
    }

    private Future<Void> countAndPublish(Transaction tx, Fact fact, StatusId status, int delta) {
        return Future.all(counters.addFavourites(tx, status, fact.actor(), delta), outbox.append(tx, fact))
                .mapEmpty();
    }

    /** The favourites of an account, newest first. */
    Future<Page<Favourite>> byAccount(AccountId account, PageRequest window) {
        return db.readOnly().page(BY_ACCOUNT, window, Favourite::of, Favourite::id, account.value());
    }

    /** The favourites of a status, newest first. */
    Future<Page<Favourite>> byStatus(StatusId status, PageRequest window) {
        return db.readOnly().page(BY_STATUS, window, Favourite::of, Favourite::id, status.value());
    }

    /** Deletes up to {@code limit} favourites of a status, and returns their number. */
    public Future<Integer> deleteByStatus(StatusId status, int limit) {
        return db.update(DELETE_BY_STATUS, status.value(), limit);
    }
}
