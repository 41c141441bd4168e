package social.skein.stream;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.conversation.ConversationHint;
import social.skein.conversation.ConversationViews;
import social.skein.conversation.Conversations;
import social.skein.model.AccountId;
import social.skein.notification.NotificationHint;
import social.skein.notification.NotificationViews;
import social.skein.notification.Notifications;
import social.skein.status.Onlookers;
import social.skein.status.StatusView;

/** Looks up what a hint names, and shows it to readers as REST would; one of it serves all hubs of a process. */
public final class Rendering {
    private final Sights sights;
    private final Onlookers onlookers;
    private final Notifications notifications;
    private final NotificationViews notificationViews;
    private final Conversations conversations;
    private final ConversationViews conversationViews;

    public Rendering(
            Sights sights,
            Onlookers onlookers,
            Notifications notifications,
            NotificationViews notificationViews,
            Conversations conversations,
            ConversationViews conversationViews) {
        this.sights = sights;
        this.onlookers = onlookers;
        this.notifications = notifications;
        this.notificationViews = notificationViews;
        this.conversations = conversations;
        this.conversationViews = conversationViews;
    }

    Future<Optional<Sight>> sight(StatusHint hint) {
        return sights.of(hint);
    }

    /** The event for each of the readers: one and the same for all to whom the status looks alike. */
    Future<Map<AccountId, Event>> events(Sight sight, Collection<AccountId> readers) {
        return onlookers.views(sight.status(), sight.view(), readers).map(views -> {
            IdentityHashMap<StatusView, Event> written = new IdentityHashMap<>();
            Map<AccountId, Event> events = new HashMap<>();
            views.forEach((reader, view) -> events.put(reader, written.computeIfAbsent(view, sight::event)));
            return events;
        });
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
