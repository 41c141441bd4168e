package social.skein.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import social.skein.conversation.ConversationView;
import social.skein.http.Json;
import social.skein.model.StatusId;
import social.skein.notification.NotificationView;
import social.skein.status.StatusView;

/** Something readers are told. It is written out once for all who are told the same on streams of the same name. */
final class Event {
    private final String name;
    private final String payload;
    private final Map<List<String>, String> frames = new HashMap<>(2);

    /**
     * An event for the readers of one hub.
     *
     * @param payload the entity as REST answers it, in one line; for a deletion the bare id
     */
    private Event(String name, String payload) {
        this.name = name;
        this.payload = payload;
    }

    /** An event as a WebSocket carries it: the payload is a text, JSON within JSON. */
    private record Frame(List<String> stream, String event, String payload) {}

    static Event update(StatusView status) {
        return new Event("update", Json.text(status));
    }

    static Event statusUpdate(StatusView status) {
        return new Event("status.update", Json.text(status));
    }

    static Event delete(StatusId status) {
        return new Event("delete", status.toString());
    }

    /** What was kept back is among the notifications now; clients read them again. */
    static Event notificationsMerged() {
        return new Event("notifications_merged", "1");
    }

    static Event notification(NotificationView notification) {
        return new Event("notification", Json.text(notification));
    }

    static Event conversation(ConversationView conversation) {
        return new Event("conversation", Json.text(conversation));
    }

    /** There is nothing to say of it; but some clients demand a payload, and others parse whatever is there as JSON. */
    static Event filtersChanged() {
        return new Event("filters_changed", "null");
    }

    String name() {
        return name;
    }

    String frame(Subscription subscription) {
        return frames.computeIfAbsent(subscription.names(), names -> Json.text(new Frame(names, name, payload)));
    }

    /** As server-sent events have it: one line of event and one of data, because some clients count lines. */
    String lines() {
        return "event: " + name + "\ndata: " + payload + "\n\n";
    }
}
