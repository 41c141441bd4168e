package social.skein.notification;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;

/**
 * The notifications of every account, one by one. {@link NotificationWriter} inserts them, {@link NotificationRemover}
 * deletes them.
 */
public final class Notifications {
    private static final String BETWEEN = """
            select n.id, n.type, n.from_account_id, n.status_id, n.created_at, n.group_key, n.filtered
              from notification n
             where n.id > $6 and n.id < $7 and
            """ + NotificationQuery.CONDITION;

    private static final String NEWEST = BETWEEN + " order by n.id desc limit $8";

    private static final String OLDEST = BETWEEN + " order by n.id limit $8";

    private static final String FIND = """
            select id, type, from_account_id, status_id, created_at, group_key, filtered
              from notification
             where account_id = $1 and id = $2
            """;

    private static final String DISMISS = "delete from notification where account_id = $1 and id = $2";

    private static final String CLEAR = """
            delete from notification
             where account_id = $1
               and id in (select id from notification where account_id = $1 and id <= $2 limit $3)
            """;

    private static final String LATEST = "select coalesce(max(id), 0) as id from notification where account_id = $1";

    private static final String UNREAD = """
            select count(*) as unread
              from (select from notification n where n.id > $6 and
            """ + NotificationQuery.CONDITION + " limit $7) as unread";

    /** One statement locks this many rows. */
    private static final int DELETE_BATCH_SIZE = 1_000;

    private final Db db;

    public Notifications(Db db) {
        this.db = db;
    }

    Future<Page<Notification>> page(NotificationQuery query, PageRequest window) {
        Object[] arguments = query.sqlArguments(window.lowerBound(), window.upperBound(), window.limit());
        return db.readOnly()
                .list(window.isAscending() ? OLDEST : NEWEST, Notification::of, arguments)
                .map(found ->
                        Page.of(window, found, notification -> notification.id().value()));
    }

    public Future<Optional<Notification>> find(AccountId owner, NotificationId id) {
        return db.readOnly().find(FIND, Notification::of, owner.value(), id.value());
    }

    /** Deletes a notification; false if it does not exist. */
    Future<Boolean> dismiss(AccountId owner, NotificationId id) {
        return db.update(DISMISS, owner.value(), id.value()).map(removed -> removed > 0);
    }

    /** Deletes all notifications that exist now. */
    Future<Void> clear(AccountId owner) {
        return db.one(LATEST, row -> row.getLong("id"), owner.value()).compose(latest -> clear(owner, latest));
    }

    private Future<Void> clear(AccountId owner, long latest) {
        return db.update(CLEAR, owner.value(), latest, DELETE_BATCH_SIZE)
                .compose(removed -> removed < DELETE_BATCH_SIZE ? Future.succeededFuture() : clear(owner, latest));
    }

    /** The number of notifications newer than {@code lastRead}, counted up to {@code limit}. */
    Future<Long> countUnread(NotificationQuery query, long lastRead, int limit) {
        return db.readOnly().one(UNREAD, row -> row.getLong("unread"), query.sqlArguments(lastRead, limit));
    }
}
