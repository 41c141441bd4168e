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
 * Looks up what notifications tell of, in a number of statements that does not grow with them. The rules are asked anew: who
 * blocked or muted somebody since, or lost sight of a status, is not told of it any more.
 */
public final class NotificationHydrator {
    private final Accounts accounts;
    private final Statuses statuses;
    private final VisibilityPolicy audience;
    private final StatusViews views;

    public NotificationHydrator(Accounts accounts, Statuses statuses, VisibilityPolicy audience, StatusViews views) {
        this.accounts = accounts;
        this.statuses = statuses;
        this.audience = audience;
        this.views = views;
    }

    /** What the notifications tell of, and some people more. */
    Future<HydratedNotifications> hydrate(
            AccountId reader, List<Notification> notifications, Collection<AccountId> otherAccounts) {
        Set<AccountId> people = Stream.concat(notifications.stream().map(Notification::from), otherAccounts.stream())
                .collect(Collectors.toSet());
        Set<StatusId> about = notifications.stream()
                .flatMap(notification -> notification.status().stream())
                .collect(Collectors.toSet());
        Future<Map<AccountId, Account>> known = accounts.byIds(people);
        return statuses.byIds(about)
                .compose(found -> visible(reader, notifications, byId(found))
                        .compose(told -> statusViews(reader, told, found)
                                .compose(shown -> known.map(persons -> new HydratedNotifications(
                                        persons,
                                        shown,
                                        told.stream().map(Notification::id).collect(Collectors.toSet()))))));
    }

    private Future<List<Notification>> visible(
            AccountId reader, List<Notification> notifications, Map<StatusId, Status> about) {
        return audience.filterNotifiable(
                reader,
                notifications,
                Notification::from,
                notification -> notification
                        .status()
                        .flatMap(id -> Optional.ofNullable(about.get(id)))
                        .map(Status::subject));
    }

    private Future<Map<String, StatusView>> statusViews(
            AccountId reader, List<Notification> visible, List<Status> found) {
        Set<StatusId> about = visible.stream()
                .flatMap(notification -> notification.status().stream())
                .collect(Collectors.toSet());
        List<Status> shown =
                found.stream().filter(status -> about.contains(status.id())).toList();
        return shown.isEmpty()
                ? Future.succeededFuture(Map.of())
                : views.views(Optional.of(reader), shown)
                        .map(views -> views.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
    }

    private static Map<StatusId, Status> byId(List<Status> found) {
        return found.stream().collect(Collectors.toMap(Status::id, Function.identity()));
    }
}
