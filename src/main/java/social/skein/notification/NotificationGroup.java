package social.skein.notification;

import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;

/**
 * Notifications that are shown as one, in the place of the newest.
 *
 * @param size the number of notifications in the group, on this page or not
 * @param oldestOnPage the oldest of them that is not older than the page
 * @param sample the accounts that acted last, newest first
 */
record NotificationGroup(Notification newest, long size, NotificationId oldestOnPage, List<AccountId> sample) {

    static NotificationGroup ofSingle(Notification notification) {
        return new NotificationGroup(notification, 1, notification.id(), List.of(notification.from()));
    }
}
