package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import social.skein.account.AccountViews;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;

/** Renders notifications for their owner, leaving out those that can no longer be shown. */
public final class NotificationViews {
    private final NotificationHydrator hydrator;
    private final AccountViews accountViews;

    public NotificationViews(NotificationHydrator hydrator, AccountViews accountViews) {
        this.hydrator = hydrator;
        this.accountViews = accountViews;
    }

    public Future<List<NotificationView>> views(AccountId reader, List<Notification> notifications) {
        return hydrator.hydrate(reader, notifications, List.of())
                .map(hydrated -> notifications.stream()
                        .filter(hydrated::isVisible)
                        .flatMap(notification -> view(notification, hydrated))
                        .toList());
    }

    private Stream<NotificationView> view(Notification notification, HydratedNotifications hydrated) {
        return hydrated.account(notification.from()).stream()
                .map(from -> new NotificationView(
                        notification.id().toString(),
                        notification.type(),
                        WireTimes.format(notification.createdAt()),
                        notification.groupKey(),
                        notification.filtered() ? true : null,
                        accountViews.view(from),
                        notification.status().flatMap(hydrated::status).orElse(null)));
    }
}
