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
import social.skein.rendering.PerViewerStatusViews;
import social.skein.rendering.StatusView;

/** Loads the entity that a hint names and renders it as REST would. One instance serves all hubs of a process. */
public final class EventRenderer {
    private final StreamStatusLoader statuses;
    private final PerViewerStatusViews perViewerViews;
    private final Notifications notifications;
    private final NotificationViews notificationViews;
    private final Conversations conversations;
    private final ConversationViews conversationViews;

    public EventRenderer(
            StreamStatusLoader statuses,
            PerViewerStatusViews perViewerViews,
            Notifications notifications,
            NotificationViews notificationViews,
            Conversations conversations,
            ConversationViews conversationViews) {
        this.statuses = statuses;
        this.perViewerViews = perViewerViews;
        this.notifications = notifications;
        this.notificationViews = notificationViews;
        this.conversations = conversations;
        this.conversationViews = conversationViews;
    }

    Future<Optional<RenderedStatus>> status(StatusHint hint) {
        return statuses.load(hint);
    }

    /** The event for each viewer. Viewers with the same view of the status share one event. */
    Future<Map<AccountId, StreamEvent>> statusEvents(RenderedStatus rendered, Collection<AccountId> viewers) {
        return perViewerViews.views(rendered.status(), rendered.view(), viewers).map(views -> {
            IdentityHashMap<StatusView, StreamEvent> byView = new IdentityHashMap<>();
            Map<AccountId, StreamEvent> events = new HashMap<>();
            views.forEach((viewer, view) -> events.put(viewer, byView.computeIfAbsent(view, rendered::event)));
            return events;
        });
    }

    Future<Optional<StreamEvent>> notification(NotificationHint hint) {
        return notifications
                .find(hint.recipient(), hint.id())
                .compose(found -> notificationViews.views(
                        hint.recipient(), found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().map(StreamEvent::notification));
    }

    Future<Optional<StreamEvent>> conversation(ConversationHint hint) {
        return conversations
                .find(hint.reader(), hint.id())
                .compose(found -> conversationViews.views(
                        hint.reader(), found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().map(StreamEvent::conversation));
    }
}
