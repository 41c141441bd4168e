package social.skein.notification;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.Accounts;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.Status;
import social.skein.status.Statuses;
import social.skein.visibility.VisibilityPolicy;

/**
 * Loads the accounts and statuses that notifications refer to, in a fixed number of statements. It applies the
 * visibility rules again: notifications from accounts the reader has since blocked or muted, and about statuses it can
 * no longer see, are left out.
 */
public final class NotificationHydrator {
    private final Accounts accounts;
    private final Statuses statuses;
    private final VisibilityPolicy visibility;
    private final StatusViews statusViews;

    public NotificationHydrator(
            Accounts accounts, Statuses statuses, VisibilityPolicy visibility, StatusViews statusViews) {
        this.accounts = accounts;
        this.statuses = statuses;
        this.visibility = visibility;
        this.statusViews = statusViews;
    }

    /** Loads the accounts and statuses of the notifications, and the other accounts. */
    Future<HydratedNotifications> hydrate(
            AccountId reader, List<Notification> notifications, Collection<AccountId> otherAccounts) {
        Set<AccountId> actors = Stream.concat(notifications.stream().map(Notification::from), otherAccounts.stream())
                .collect(Collectors.toSet());
        Future<Map<AccountId, Account>> accountsById = accounts.byIds(actors);
        Future<List<Status>> found = statuses.byIds(statusIds(notifications));
        Future<List<Notification>> visible = found.compose(loaded -> visible(reader, notifications, byId(loaded)));
        Future<Map<String, StatusView>> views =
                visible.compose(shown -> visibleStatusViews(reader, shown, found.result()));
        return Future.all(accountsById, views)
                .map(loaded -> new HydratedNotifications(
                        accountsById.result(),
                        views.result(),
                        visible.result().stream().map(Notification::id).collect(Collectors.toSet())));
    }

    private static Set<StatusId> statusIds(List<Notification> notifications) {
        return notifications.stream()
                .flatMap(notification -> notification.status().stream())
                .collect(Collectors.toSet());
    }

    private Future<List<Notification>> visible(
            AccountId reader, List<Notification> notifications, Map<StatusId, Status> statusesById) {
        return visibility.filterNotifiable(
                reader,
                notifications,
                Notification::from,
                notification -> notification
                        .status()
                        .flatMap(id -> Optional.ofNullable(statusesById.get(id)))
                        .map(Status::attributes));
    }

    private Future<Map<String, StatusView>> visibleStatusViews(
            AccountId reader, List<Notification> visible, List<Status> found) {
        Set<StatusId> ids = statusIds(visible);
        List<Status> shown =
                found.stream().filter(status -> ids.contains(status.id())).toList();
        return shown.isEmpty()
                ? Future.succeededFuture(Map.of())
                : statusViews
                        .views(Optional.of(reader), shown)
                        .map(views -> views.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
    }

    private static Map<StatusId, Status> byId(List<Status> found) {
        return found.stream().collect(Collectors.toMap(Status::id, Function.identity()));
    }
}
