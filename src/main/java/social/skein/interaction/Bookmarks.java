package social.skein.interaction;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.status.InteractionsChanged;
import social.skein.status.Status;
import social.skein.status.UndoTarget;
import social.skein.status.VisibleStatuses;

/** Bookmarks, which are private to their account. A bookmark of a boost is stored for its original. */
public final class Bookmarks {
    private static final String ADD = """
            insert into bookmark (account_id, status_id, id) values ($1, $2, $3) on conflict do nothing
            """;

    private static final String REMOVE = "delete from bookmark where account_id = $1 and status_id = $2";

    private static final String BY_ACCOUNT = """
            select id, status_id from bookmark where account_id = $4 and id > $1 and id < $2
            """;

    private static final String DELETE_BY_STATUS = """
            delete from bookmark
             where (account_id, status_id) in (select account_id, status_id from bookmark where status_id = $1 limit $2)
            """;

    private final Db db;
    private final VisibleStatuses visible;
    private final HintBus hints;

    public Bookmarks(Db db, VisibleStatuses visible, HintBus hints) {
        this.db = db;
        this.visible = visible;
        this.hints = hints;
    }

    /** A bookmark; its id is the cursor of lists. */
    record Bookmark(long id, StatusId status) {
        static Bookmark of(Row row) {
            return new Bookmark(row.getLong("id"), new StatusId(row.getLong("status_id")));
        }
    }

    /** Bookmarks a status that is visible to the viewer, and returns it. */
    Future<Status> add(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .compose(status -> db.inShardOf(
                                viewer,
                                (tx, row) -> tx.update(
                                        ADD,
                                        viewer.value(),
                                        status.original().id().value(),
                                        row))
                        .map(status))
                .onSuccess(status -> InteractionsChanged.publish(hints, viewer));
    }

    /** Removes a bookmark and returns the status. */
    Future<UndoTarget> remove(AccountId viewer, StatusId id) {
        return visible.getForUndo(viewer, id)
                .compose(target -> db.update(
                                REMOVE, viewer.value(), target.original().id().value())
                        .map(target::requireRemoved))
                .onSuccess(status -> InteractionsChanged.publish(hints, viewer));
    }

    /** The bookmarks of an account, newest first. */
    Future<Page<Bookmark>> byAccount(AccountId account, PageRequest window) {
        return db.readOnly().page(BY_ACCOUNT, window, Bookmark::of, Bookmark::id, account.value());
    }

    /** Deletes up to {@code limit} bookmarks of a status, and returns their number. */
    public Future<Integer> deleteByStatus(StatusId status, int limit) {
        return db.update(DELETE_BY_STATUS, status.value(), limit);
    }
}
