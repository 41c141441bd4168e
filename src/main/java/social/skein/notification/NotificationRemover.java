package social.skein.notification;

import io.vertx.core.Future;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;

/** Takes notifications away again, only where what they told of is not so any more; so an old undoing told late is harmless. */
public final class NotificationRemover {
    private static final String DELETE_FOLLOW = """
            delete from notification
             where account_id = $2 and type = 'follow' and from_account_id = $1
               and not exists (select from follow where account_id = $1 and target_id = $2)
            """;

    private static final String DELETE_FOLLOW_REQUEST = """
            delete from notification
             where account_id = $2 and type = 'follow_request' and from_account_id = $1
               and not exists (select from follow_request where account_id = $1 and target_id = $2)
            """;

    private static final String DELETE_FAVOURITE = """
            delete from notification
             where account_id = $3 and type = 'favourite' and from_account_id = $1 and status_id = $2
               and not exists (select from favourite where account_id = $1 and status_id = $2)
            """;

    /** Where the boosted status itself is gone, everything about it goes with it, by {@link #DELETE_ABOUT_STATUS}. */
    private static final String DELETE_REBLOG = """
            delete from notification
             where account_id = (select account_id from status where id = $2)
               and type = 'reblog' and from_account_id = $1 and status_id = $2
               and not exists (select from status where reblog_of_id = $2 and account_id = $1)
            """;

    /** Who boosts a status no longer does not care about its edits either. */
    private static final String DELETE_UPDATE = """
            delete from notification
             where account_id = $1 and type = 'update' and status_id = $2
               and from_account_id = (select account_id from status where id = $2)
               and not exists (select from status where reblog_of_id = $2 and account_id = $1)
            """;

    private static final String DELETE_ABOUT_STATUS = """
            delete from notification
             where (account_id, id) in (
                   select account_id, id from notification
                    where status_id = $1 and status_id <> 0
                    limit $2)
            """;

    /** Between the two, in either direction; by type, because that is how the index finds them. */
    private static final String DELETE_BETWEEN = """
            delete from notification
             where type = any($3)
               and ((account_id = $1 and from_account_id = $2) or (account_id = $2 and from_account_id = $1))
               and exists (select from block where account_id = $1 and target_id = $2)
            """;

    private static final String DELETE_REQUESTS_BETWEEN = """
            delete from notification_request
             where ((account_id = $1 and from_account_id = $2) or (account_id = $2 and from_account_id = $1))
               and exists (select from block where account_id = $1 and target_id = $2)
            """;

    private static final String DELETE_PERMISSION = """
            delete from notification_permission
             where account_id = $1 and from_account_id = $2
               and exists (select from block where account_id = $1 and target_id = $2)
            """;

    /** A popular status has as many notifications as likes; one statement holds its locks for this many of them. */
    private static final int DELETE_BATCH_SIZE = 1_000;

    private final Db db;

    public NotificationRemover(Db db) {
        this.db = db;
    }

    Future<Void> removeFollow(AccountId follower, AccountId target) {
        return db.update(DELETE_FOLLOW, follower.value(), target.value()).mapEmpty();
    }

    Future<Void> removeFollowRequest(AccountId follower, AccountId target) {
        return db.update(DELETE_FOLLOW_REQUEST, follower.value(), target.value())
                .mapEmpty();
    }

    Future<Void> removeFavourite(AccountId account, StatusId status, AccountId author) {
        return db.update(DELETE_FAVOURITE, account.value(), status.value(), author.value())
                .mapEmpty();
    }

    Future<Void> removeReblog(AccountId booster, StatusId original) {
        return db.update(DELETE_REBLOG, booster.value(), original.value())
                .compose(done -> db.update(DELETE_UPDATE, booster.value(), original.value()))
                .mapEmpty();
    }

    /** Removes what there was between two of whom one blocks the other. */
    Future<Void> removeBetween(AccountId account, AccountId target) {
        Object types = java.util.Arrays.stream(NotificationType.values())
                .map(NotificationType::toString)
                .toArray(String[]::new);
        return db.update(DELETE_BETWEEN, account.value(), target.value(), types)
                .compose(done -> db.update(DELETE_REQUESTS_BETWEEN, account.value(), target.value()))
                .compose(done -> db.update(DELETE_PERMISSION, account.value(), target.value()))
                .mapEmpty();
    }

    /** Removes everything about a status that is gone. */
    Future<Void> removeAbout(StatusId status) {
        return db.update(DELETE_ABOUT_STATUS, status.value(), DELETE_BATCH_SIZE)
                .compose(removed -> removed < DELETE_BATCH_SIZE ? Future.succeededFuture() : removeAbout(status));
    }
}
