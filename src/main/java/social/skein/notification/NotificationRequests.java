package social.skein.notification;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;
import social.skein.visibility.VisibilityPolicy;

/**
 * Notification requests: one for each account whose mentions the owner's policy filtered. {@link NotificationWriter}
 * inserts them. Accepting a request permits the account from then on and releases its filtered notifications;
 * dismissing it deletes them.
 */
public final class NotificationRequests {
    /** A request without notifications is not pending: its statuses were deleted. */
    private static final String PENDING = """
            select r.id, r.from_account_id, r.last_status_id, r.created_at, r.updated_at, counted.notifications
              from notification_request r
              cross join lateral (
                       select count(*) as notifications
                         from (select from notification n
                                where n.account_id = r.account_id and n.from_account_id = r.from_account_id
                                  and n.filtered and n.type = 'mention'
                                limit 100) n) counted
             where counted.notifications > 0
            """;

    private static final String PAGE =
            PENDING + " and r.account_id = $4 and r.from_account_id <> all($5::bigint[]) and r.id > $1 and r.id < $2";

    private static final String PENDING_OF_ACCOUNT =
            PENDING + " and r.account_id = $1 and r.from_account_id <> all($2::bigint[])";

    private static final String FIND = PENDING_OF_ACCOUNT + " and r.id = $3";

    private static final String SUMMARY = """
            select count(*) as requests, coalesce(sum(notifications), 0)::bigint as notifications
              from (
            """ + PENDING_OF_ACCOUNT + " limit 100) pending";

    private static final String ACCEPT = """
            with request as (
                delete from notification_request where account_id = $1 and id = any($2) returning from_account_id),
                 permitted as (
                insert into notification_permission (account_id, from_account_id)
                select $1, from_account_id from request
                on conflict do nothing),
                 released as (
                update notification set filtered = false
                  from request
                 where account_id = $1 and filtered and notification.from_account_id = request.from_account_id)
            select count(*) as requests from request
            """;

    private static final String DISMISS = """
            with request as (
                delete from notification_request where account_id = $1 and id = any($2) returning from_account_id),
                 deleted as (
                delete from notification
                 using request
                 where account_id = $1 and filtered and notification.from_account_id = request.from_account_id)
            select count(*) as requests from request
            """;

    private final Db db;
    private final VisibilityPolicy visibility;
    private final HintBus hints;

    public NotificationRequests(Db db, VisibilityPolicy visibility, HintBus hints) {
        this.db = db;
        this.visibility = visibility;
        this.hints = hints;
    }

    /** The pending requests and their notifications, counted up to a hundred requests. */
    record Summary(long pendingRequestsCount, long pendingNotificationsCount) {}

    Future<Page<NotificationRequest>> page(AccountId owner, PageRequest window) {
        return excludedAccounts(owner)
                .compose(excluded -> db.readOnly()
                        .page(PAGE, window, NotificationRequest::of, NotificationRequest::id, owner.value(), excluded));
    }

    Future<Optional<NotificationRequest>> find(AccountId owner, long id) {
        return excludedAccounts(owner)
                .compose(excluded -> db.readOnly().find(FIND, NotificationRequest::of, owner.value(), excluded, id));
    }

    Future<Summary> summary(AccountId owner) {
        return excludedAccounts(owner)
                .compose(excluded -> db.readOnly()
                        .one(
                                SUMMARY,
                                row -> new Summary(row.getLong("requests"), row.getLong("notifications")),
                                owner.value(),
                                excluded));
    }

    /** Accepts the requests that exist and returns their number. */
    Future<Long> accept(AccountId owner, Collection<Long> ids) {
        return db.one(ACCEPT, row -> row.getLong("requests"), owner.value(), ids.toArray(Long[]::new))
                .onSuccess(accepted -> {
                    if (accepted > 0) {
                        hints.publish(NotificationsMerged.HINT, new NotificationsMerged(owner));
                    }
                });
    }

    /** Dismisses the requests that exist and returns their number. */
    Future<Long> dismiss(AccountId owner, Collection<Long> ids) {
        return db.one(DISMISS, row -> row.getLong("requests"), owner.value(), ids.toArray(Long[]::new));
    }

    private Future<Object> excludedAccounts(AccountId owner) {
        return visibility.suppressedActors(owner).map(NotificationRequests::ids);
    }

    private static Object ids(Set<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }
}
