package social.skein.stream;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.StatusId;
import social.skein.notification.NotificationViews;
import social.skein.notification.Notifications;
import social.skein.status.Status;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;

/** Looks up what a hint names, and shows it to a reader as REST would. */
public final class Rendering {
    private final Statuses statuses;
    private final StatusViews statusViews;
    private final Notifications notifications;
    private final NotificationViews notificationViews;

    public Rendering(
            Statuses statuses,
            StatusViews statusViews,
            Notifications notifications,
            NotificationViews notificationViews) {
        this.statuses = statuses;
        this.statusViews = statusViews;
        this.notifications = notifications;
        this.notificationViews = notificationViews;
    }

    Future<Optional<Status>> status(StatusId id) {
        return statuses.byIds(List.of(id)).map(found -> found.stream().findFirst());
    }

    /** The status for one reader, or as everybody without an account sees it. */
    Future<Optional<Event>> status(Optional<AccountId> reader, Status status, StatusHint.Change change) {
        return statusViews
                .views(reader, List.of(status))
                .map(views -> views.stream()
                        .findFirst()
                        .map(change == StatusHint.Change.EDITED ? Event::statusUpdate : Event::update));
    }

    Future<Optional<Event>> notification(AccountId recipient, NotificationId id) {
        return notifications
                .find(recipient, id)
                .compose(found ->
                        notificationViews.views(recipient, found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().map(Event::notification));
    }
}
