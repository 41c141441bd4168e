package social.skein.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import social.skein.conversation.ConversationView;
import social.skein.http.Json;
import social.skein.model.StatusId;
import social.skein.notification.NotificationView;
import social.skein.rendering.StatusView;

/** Something readers are told. It is written out once for all who are told the same on streams of the same name. */
final class StreamEvent {
    private final String name;
    private final String payload;
    private final Map<List<String>, String> frames = new HashMap<>(2);

    /**
     * An event for the readers of one hub.
     *
     * @param payload the entity as REST answers it, in one line; for a deletion the bare id
     */
    private StreamEvent(String name, String payload) {
        this.name = name;
        this.payload = payload;
    }

    /** An event as a WebSocket carries it: the payload is a text, JSON within JSON. */
    private record Frame(List<String> stream, String event, String payload) {}

    static StreamEvent update(StatusView status) {
        return new StreamEvent("update", Json.encode(status));
    }

    static StreamEvent statusUpdate(StatusView status) {
        return new StreamEvent("status.update", Json.encode(status));
    }

    static StreamEvent delete(StatusId status) {
        return new StreamEvent("delete", status.toString());
    }

    /** What was kept back is among the notifications now; clients read them again. */
    static StreamEvent notificationsMerged() {
        return new StreamEvent("notifications_merged", "1");
    }

    static StreamEvent notification(NotificationView notification) {
        return new StreamEvent("notification", Json.encode(notification));
    }

    static StreamEvent conversation(ConversationView conversation) {
        return new StreamEvent("conversation", Json.encode(conversation));
    }

    /** There is nothing to say of it; but some clients demand a payload, and others parse whatever is there as JSON. */
    static StreamEvent filtersChanged() {
        return new StreamEvent("filters_changed", "null");
    }

    String name() {
        return name;
    }

    String webSocketFrame(Subscription subscription) {
        return frames.computeIfAbsent(subscription.wireNames(), names -> Json.encode(new Frame(names, name, payload)));
    }

    /** As server-sent events have it: one line of event and one of data, because some clients count lines. */
    String serverSentEvent() {
        return "event: " + name + "\ndata: " + payload + "\n\n";
    }
}
