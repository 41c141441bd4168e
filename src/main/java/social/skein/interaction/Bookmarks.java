package social.skein.interaction;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.status.InteractionsChanged;
import social.skein.status.Status;
import social.skein.status.VisibleStatuses;

/** What people put aside to find it again; nobody else is told. A bookmark of a boost is one of what it boosts. */
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

    /** A row: what is kept, and the cursor of lists. */
    record Bookmark(long id, StatusId status) {
        static Bookmark of(Row row) {
            return new Bookmark(row.getLong("id"), new StatusId(row.getLong("status_id")));
        }
    }

    /** Keeps a status the viewer may see, and returns it. */
    Future<Status> add(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .compose(status -> db.transaction(tx -> tx.nextId(SnowflakeIds.shard(viewer.value()))
                                .compose(row -> tx.update(
                                        ADD,
                                        viewer.value(),
                                        status.original().id().value(),
                                        row)))
                        .map(status))
                .onSuccess(done -> InteractionsChanged.publish(hints, viewer));
    }

    /** Keeps it no longer, and returns it. */
    Future<Status> remove(AccountId viewer, StatusId id) {
        return visible.get(Optional.of(viewer), id)
                .compose(status -> db.update(
                                REMOVE, viewer.value(), status.original().id().value())
                        .map(status))
                .onSuccess(done -> InteractionsChanged.publish(hints, viewer));
    }

    /** What somebody keeps, the newest bookmark first. */
    Future<Page<Bookmark>> byAccount(AccountId account, PageRequest window) {
        return db.readOnly().page(BY_ACCOUNT, window, Bookmark::of, Bookmark::id, account.value());
    }

    /** Deletes some of a status's rows, and says how many there were. */
    public Future<Integer> deleteByStatus(StatusId status, int limit) {
        return db.update(DELETE_BY_STATUS, status.value(), limit);
    }
}
