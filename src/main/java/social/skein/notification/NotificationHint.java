package social.skein.notification;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;

/** An account has a new notification. */
public record NotificationHint(NotificationId id, AccountId recipient) {
    public static final HintType<NotificationHint> HINT = new HintType<>("skein.notification", NotificationHint.class);
}
