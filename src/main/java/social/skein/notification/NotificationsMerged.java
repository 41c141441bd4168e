package social.skein.notification;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** An account accepted a request: what was kept back is now among its notifications. */
public record NotificationsMerged(AccountId account) {
    public static final Hint<NotificationsMerged> HINT =
            new Hint<>("skein.notifications-merged", NotificationsMerged.class);
}
