package social.skein.notification;

import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A request as clients see it.
 *
 * @param notificationsCount digits in a text: some clients insist
 * @param lastStatus the latest that mentioned the reader, where it is still there
 */
record NotificationRequestView(
        String id,
        String createdAt,
        String updatedAt,
        String notificationsCount,
        AccountView account,
        @Nullable StatusView lastStatus) {}
