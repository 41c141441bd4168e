package social.skein.notification;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** An account accepted a request: its filtered notifications are now shown with the others. */
public record NotificationsMerged(AccountId account) {
    public static final Hint<NotificationsMerged> HINT =
            new Hint<>("skein.notifications-merged", NotificationsMerged.class);
}
