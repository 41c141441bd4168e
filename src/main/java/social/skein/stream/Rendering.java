package social.skein.stream;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.conversation.ConversationHint;
import social.skein.conversation.ConversationViews;
import social.skein.conversation.Conversations;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.notification.NotificationHint;
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
    private final Conversations conversations;
    private final ConversationViews conversationViews;

    public Rendering(
            Statuses statuses,
            StatusViews statusViews,
            Notifications notifications,
            NotificationViews notificationViews,
            Conversations conversations,
            ConversationViews conversationViews) {
        this.statuses = statuses;
        this.statusViews = statusViews;
        this.notifications = notifications;
        this.notificationViews = notificationViews;
        this.conversations = conversations;
        this.conversationViews = conversationViews;
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

    Future<Optional<Event>> notification(NotificationHint hint) {
        return notifications
                .find(hint.recipient(), hint.id())
                .compose(found -> notificationViews.views(
                        hint.recipient(), found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().map(Event::notification));
    }

    Future<Optional<Event>> conversation(ConversationHint hint) {
        return conversations
                .find(hint.reader(), hint.id())
                .compose(found -> conversationViews.views(
                        hint.reader(), found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().map(Event::conversation));
    }
}
