package social.skein.notification;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;

/** An account accepted a request: its filtered notifications are now shown with the others. */
public record NotificationsMerged(AccountId account) {
    public static final HintType<NotificationsMerged> HINT =
            new HintType<>("skein.notifications-merged", NotificationsMerged.class);
}
