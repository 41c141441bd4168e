package social.skein.notification;

import io.vertx.core.Future;
import java.util.EnumSet;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Db;

/**
 * Deletes notifications, each only if its cause no longer holds: an outdated or repeated fact deletes nothing that is
 * still true.
 */
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

    /** If the boosted status itself is deleted, {@link #DELETE_ABOUT_STATUS} removes every notification about it. */
    private static final String DELETE_REBLOG = """
            delete from notification
             where account_id = (select account_id from status where id = $2)
               and type = 'reblog' and from_account_id = $1 and status_id = $2
               and not exists (select from status where reblog_of_id = $2 and account_id = $1)
            """;

    /** Edits concern an account only while it boosts the status. */
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

    /** Notifications between the two in either direction. The types are listed because the index leads with them. */
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

    /** A popular status has as many notifications as likes; one statement locks this many of them. */
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
                .compose(deleted -> db.update(DELETE_UPDATE, booster.value(), original.value()))
                .mapEmpty();
    }

    /** Deletes everything between two accounts, one of which blocks the other. */
    Future<Void> removeBetween(AccountId account, AccountId target) {
        Object types = NotificationQuery.typeNames(EnumSet.allOf(NotificationType.class));
        return db.update(DELETE_BETWEEN, account.value(), target.value(), types)
                .compose(deleted -> db.update(DELETE_REQUESTS_BETWEEN, account.value(), target.value()))
                .compose(deleted -> db.update(DELETE_PERMISSION, account.value(), target.value()))
                .mapEmpty();
    }

    /** Deletes every notification about a deleted status. */
    Future<Void> removeAbout(StatusId status) {
        return db.update(DELETE_ABOUT_STATUS, status.value(), DELETE_BATCH_SIZE)
                .compose(removed -> removed < DELETE_BATCH_SIZE ? Future.succeededFuture() : removeAbout(status));
    }
}
