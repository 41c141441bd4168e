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
 * Whose mentions an account's policy kept back, one request each; {@link NotificationWriter} makes them. To accept one is to take
 * everything from them from now on, and what was kept back; to dismiss it is to throw that away.
 */
public final class NotificationRequests {
    /** Requests of which nothing is left, because it was deleted, are none. */
    private static final String PENDING = """
            select r.id, r.from_account_id, r.last_status_id, r.created_at, r.updated_at, kept.notifications
              from notification_request r
              cross join lateral (
                       select count(*) as notifications
                         from (select from notification n
                                where n.account_id = r.account_id and n.from_account_id = r.from_account_id
                                  and n.filtered and n.type = 'mention'
                                limit 100) n) kept
             where kept.notifications > 0
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
                 passed as (
                update notification set filtered = false
                  from request
                 where account_id = $1 and filtered and notification.from_account_id = request.from_account_id)
            select count(*) as requests from request
            """;

    private static final String DISMISS = """
            with request as (
                delete from notification_request where account_id = $1 and id = any($2) returning from_account_id),
                 forgotten as (
                delete from notification
                 using request
                 where account_id = $1 and filtered and notification.from_account_id = request.from_account_id)
            select count(*) as requests from request
            """;

    private final Db db;
    private final VisibilityPolicy audience;
    private final HintBus hints;

    public NotificationRequests(Db db, VisibilityPolicy audience, HintBus hints) {
        this.db = db;
        this.audience = audience;
        this.hints = hints;
    }

    /** What waits for an account's word, counted no further than a hundred requests. */
    record Summary(long pendingRequestsCount, long pendingNotificationsCount) {}

    Future<Page<NotificationRequest>> page(AccountId owner, PageRequest window) {
        return excludedAccounts(owner)
                .compose(silent -> db.readOnly()
                        .page(PAGE, window, NotificationRequest::of, NotificationRequest::id, owner.value(), silent));
    }

    Future<Optional<NotificationRequest>> find(AccountId owner, long id) {
        return excludedAccounts(owner)
                .compose(silent -> db.readOnly().find(FIND, NotificationRequest::of, owner.value(), silent, id));
    }

    Future<Summary> summary(AccountId owner) {
        return excludedAccounts(owner)
                .compose(silent -> db.readOnly()
                        .one(
                                SUMMARY,
                                row -> new Summary(row.getLong("requests"), row.getLong("notifications")),
                                owner.value(),
                                silent));
    }

    /** Accepts those of the requests that are there, and says how many were. */
    Future<Long> accept(AccountId owner, Collection<Long> ids) {
        return db.one(ACCEPT, row -> row.getLong("requests"), owner.value(), ids.toArray(Long[]::new))
                .onSuccess(accepted -> {
                    if (accepted > 0) {
                        hints.publish(NotificationsMerged.HINT, new NotificationsMerged(owner));
                    }
                });
    }

    /** Dismisses those of the requests that are there, and says how many were. */
    Future<Long> dismiss(AccountId owner, Collection<Long> ids) {
        return db.one(DISMISS, row -> row.getLong("requests"), owner.value(), ids.toArray(Long[]::new));
    }

    private Future<Object> excludedAccounts(AccountId owner) {
        return audience.suppressedActors(owner).map(NotificationRequests::ids);
    }

    private static Object ids(Set<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }
}
