package social.skein.stream;

import java.util.List;
import social.skein.conversation.ConversationView;
import social.skein.http.Json;
import social.skein.model.StatusId;
import social.skein.notification.NotificationView;
import social.skein.status.StatusView;

/**
 * Something readers are told.
 *
 * @param payload the entity as REST answers it, in one line; for a deletion the bare id
 */
record Event(String name, String payload) {

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

    String frame(Subscription subscription) {
        return Json.text(new Frame(subscription.names(), name, payload));
    }

    /** As server-sent events have it: one line of event and one of data, because some clients count lines. */
    String lines() {
        return "event: " + name + "\ndata: " + payload + "\n\n";
    }
}
