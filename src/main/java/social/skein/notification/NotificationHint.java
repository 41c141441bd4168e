package social.skein.notification;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;

/** An account has a new notification. */
public record NotificationHint(NotificationId id, AccountId recipient) {
    public static final Hint<NotificationHint> HINT = new Hint<>("skein.notification", NotificationHint.class);
}
