package social.skein.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.Page;
import social.skein.model.StatusId;
import social.skein.model.Window;
import social.skein.sql.Db;

/**
 * The notifications of every account. Each is written from what the follow, favourite or status row says at that moment,
 * and removed only where that row is gone: so facts that come twice, late or in another order end in the same rows.
 */
public final class Notifications {
    private static final String ONCE = """
            on conflict (account_id, type, from_account_id, status_id) do nothing
            returning account_id, id
            """;

    private static final String FOLLOWED = """
            insert into notification (account_id, type, from_account_id)
            select target_id, 'follow', account_id
              from follow
             where account_id = $1 and target_id = $2
            """ + ONCE;

    private static final String FAVOURITED = """
            insert into notification (account_id, type, from_account_id, status_id)
            select status.account_id, 'favourite', favourite.account_id, status.id
              from favourite
              join status on status.id = favourite.status_id
             where favourite.account_id = $1 and favourite.status_id = $2
               and status.account_id <> favourite.account_id
            """ + ONCE;

    private static final String MENTIONED = """
            insert into notification (account_id, type, from_account_id, status_id)
            select named.account_id, 'mention', status.account_id, status.id
              from status, unnest(status.mentions) as named (account_id)
             where status.id = $1 and status.reblog_of_id is null
               and named.account_id <> status.account_id
            """ + ONCE;

    private static final String REBLOGGED = """
            insert into notification (account_id, type, from_account_id, status_id)
            select original.account_id, 'reblog', boost.account_id, original.id
              from status boost
              join status original on original.id = boost.reblog_of_id
             where boost.id = $1
               and original.account_id <> boost.account_id
            """ + ONCE;

    private static final String UNFOLLOWED = """
            delete from notification
             where account_id = $2 and type = 'follow' and from_account_id = $1
               and not exists (select from follow where account_id = $1 and target_id = $2)
            """;

    private static final String UNFAVOURITED = """
            delete from notification
             where account_id = $3 and type = 'favourite' and from_account_id = $1 and status_id = $2
               and not exists (select from favourite where account_id = $1 and status_id = $2)
            """;

    /** Where the boosted status itself is gone, everything about it goes with it, by {@link #ABOUT}. */
    private static final String UNREBLOGGED = """
            delete from notification
             where account_id = (select account_id from status where id = $2)
               and type = 'reblog' and from_account_id = $1 and status_id = $2
               and not exists (select from status where reblog_of_id = $2 and account_id = $1)
            """;

    private static final String ABOUT = """
            delete from notification
             where (account_id, id) in (
                   select account_id, id from notification
                    where status_id = $1 and status_id <> 0
                    limit $2)
            """;

    private static final String NEWEST = """
            select id, type, from_account_id, status_id, created_at
              from notification
             where account_id = $1 and id > $2 and id < $3
               and type = any($4) and ($5::bigint = 0 or from_account_id = $5)
             order by id desc
             limit $6
            """;

    private static final String OLDEST = NEWEST.replace("order by id desc", "order by id");

    private static final String FIND = """
            select id, type, from_account_id, status_id, created_at
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

    private static final String COUNT = """
            select count(*) as unread
              from (select from notification where account_id = $1 limit $2) as unread
            """;

    /** A popular status has as many notifications as likes; one statement holds its locks for this many of them. */
    private static final int ROWS_AT_ONCE = 1_000;

    private final Db db;

    public Notifications(Db db) {
        this.db = db;
    }

    Future<List<NotificationHint>> followed(AccountId follower, AccountId target) {
        return db.list(FOLLOWED, Notifications::added, follower.value(), target.value());
    }

    Future<List<NotificationHint>> favourited(AccountId account, StatusId status) {
        return db.list(FAVOURITED, Notifications::added, account.value(), status.value());
    }

    Future<List<NotificationHint>> mentioned(StatusId status) {
        return db.list(MENTIONED, Notifications::added, status.value());
    }

    Future<List<NotificationHint>> reblogged(StatusId boost) {
        return db.list(REBLOGGED, Notifications::added, boost.value());
    }

    Future<Void> unfollowed(AccountId follower, AccountId target) {
        return db.update(UNFOLLOWED, follower.value(), target.value()).mapEmpty();
    }

    Future<Void> unfavourited(AccountId account, StatusId status, AccountId author) {
        return db.update(UNFAVOURITED, account.value(), status.value(), author.value())
                .mapEmpty();
    }

    Future<Void> unreblogged(AccountId booster, StatusId original) {
        return db.update(UNREBLOGGED, booster.value(), original.value()).mapEmpty();
    }

    /** Removes everything about a status that is gone. */
    Future<Void> forget(StatusId status) {
        return db.update(ABOUT, status.value(), ROWS_AT_ONCE)
                .compose(removed -> removed < ROWS_AT_ONCE ? Future.succeededFuture() : forget(status));
    }

    /**
     * A page of an account's notifications of some types.
     *
     * @param from only what this account did, where there is one
     */
    Future<Page<Notification>> page(
            AccountId owner, Set<NotificationType> types, Optional<AccountId> from, Window window) {
        return db.list(
                        window.upwards() ? OLDEST : NEWEST,
                        Notification::of,
                        owner.value(),
                        window.above(),
                        window.below(),
                        types.stream().map(NotificationType::toString).toArray(String[]::new),
                        from.map(AccountId::value).orElse(0L),
                        window.limit())
                .map(found ->
                        Page.of(window, found, notification -> notification.id().value()));
    }

    public Future<Optional<Notification>> find(AccountId owner, NotificationId id) {
        return db.find(FIND, Notification::of, owner.value(), id.value());
    }

    /** Removes one; false where there was none. */
    Future<Boolean> dismiss(AccountId owner, NotificationId id) {
        return db.update(DISMISS, owner.value(), id.value()).map(removed -> removed > 0);
    }

    /** Removes all that are there now. */
    Future<Void> clear(AccountId owner) {
        return db.one(LATEST, row -> row.getLong("id"), owner.value()).compose(latest -> clear(owner, latest));
    }

    private Future<Void> clear(AccountId owner, long latest) {
        return db.update(CLEAR, owner.value(), latest, ROWS_AT_ONCE)
                .compose(removed -> removed < ROWS_AT_ONCE ? Future.succeededFuture() : clear(owner, latest));
    }

    /** How many there are, counted no further than {@code most}. */
    Future<Long> count(AccountId owner, int most) {
        return db.one(COUNT, row -> row.getLong("unread"), owner.value(), most);
    }

    private static NotificationHint added(Row row) {
        return new NotificationHint(new NotificationId(row.getLong("id")), new AccountId(row.getLong("account_id")));
    }
}
