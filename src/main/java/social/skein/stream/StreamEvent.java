package social.skein.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import social.skein.conversation.ConversationView;
import social.skein.http.Json;
import social.skein.model.StatusId;
import social.skein.notification.NotificationView;
import social.skein.rendering.StatusView;

/** An event for stream clients. Its WebSocket frame is encoded once for all subscriptions of the same name. */
final class StreamEvent {
    private final String name;
    private final String payload;
    private final Map<List<String>, String> frames = new HashMap<>(2);

    /**
     * An event for the clients of one hub.
     *
     * @param payload the entity as in REST, JSON in one line; for a deletion the plain id
     */
    private StreamEvent(String name, String payload) {
        this.name = name;
        this.payload = payload;
    }

    /** The WebSocket frame: the payload is a string, so JSON within JSON. */
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

    /** Filtered notifications were accepted into the list; clients reload it. */
    static StreamEvent notificationsMerged() {
        return new StreamEvent("notifications_merged", "1");
    }

    static StreamEvent notification(NotificationView notification) {
        return new StreamEvent("notification", Json.encode(notification));
    }

    static StreamEvent conversation(ConversationView conversation) {
        return new StreamEvent("conversation", Json.encode(conversation));
    }

    /** The event has no content, but some clients require a payload, and others parse the payload as JSON. */
    static StreamEvent filtersChanged() {
        return new StreamEvent("filters_changed", "null");
    }

    String name() {
        return name;
    }

    String webSocketFrame(Subscription subscription) {
        return frames.computeIfAbsent(subscription.wireNames(), names -> Json.encode(new Frame(names, name, payload)));
    }

    /** One {@code event} and one {@code data} line, since some clients count lines. */
    String serverSentEvent() {
        return "event: " + name + "\ndata: " + payload + "\n\n";
    }
}
