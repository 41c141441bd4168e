package social.skein.notification;

import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;

/**
 * Notifications that are shown as one, which stands where the newest of them would.
 *
 * @param size how many there are, on whatever page
 * @param oldestOnPage the oldest of them not older than the page
 * @param sample some of those whose doing it was, the latest first
 */
record NotificationGroup(Notification newest, long size, NotificationId oldestOnPage, List<AccountId> sample) {

    static NotificationGroup ofSingle(Notification notification) {
        return new NotificationGroup(notification, 1, notification.id(), List.of(notification.from()));
    }
}
