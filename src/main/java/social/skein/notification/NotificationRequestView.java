package social.skein.notification;

import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A notification request as the API shows it.
 *
 * @param notificationsCount a number in a JSON string: some clients require it
 * @param lastStatus the latest status that mentions the reader, if the reader can still see it
 */
record NotificationRequestView(
        String id,
        String createdAt,
        String updatedAt,
        String notificationsCount,
        AccountView account,
        @Nullable StatusView lastStatus) {}
