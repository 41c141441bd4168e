package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import social.skein.account.AccountViews;
import social.skein.http.Times;
import social.skein.model.AccountId;

/** Shows notifications to the account they are for, those that can still be shown. */
public final class NotificationViews {
    private final Relating relating;
    private final AccountViews people;

    public NotificationViews(Relating relating, AccountViews people) {
        this.relating = relating;
        this.people = people;
    }

    public Future<List<NotificationView>> views(AccountId reader, List<Notification> notifications) {
        return relating.of(reader, notifications, List.of())
                .map(related -> notifications.stream()
                        .filter(related::shows)
                        .flatMap(notification -> view(notification, related))
                        .toList());
    }

    private Stream<NotificationView> view(Notification notification, Related related) {
        return related.person(notification.from()).stream()
                .map(from -> new NotificationView(
                        notification.id().toString(),
                        notification.type(),
                        Times.instant(notification.createdAt()),
                        notification.groupKey(),
                        notification.filtered() ? true : null,
                        people.view(from),
                        notification.status().flatMap(related::status).orElse(null)));
    }
}
