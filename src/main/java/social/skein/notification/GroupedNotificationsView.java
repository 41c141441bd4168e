package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * Groups of notifications as clients see them, and beside them, once each, who and what they are about.
 *
 * @param partialAccounts those of whom only the face is asked for; absent where all are wanted whole
 */
record GroupedNotificationsView(
        List<AccountView> accounts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PartialAccountView> partialAccounts,
        List<StatusView> statuses,
        List<NotificationGroupView> notificationGroups) {

    /**
     * One group.
     *
     * @param mostRecentNotificationId a number, other than all ids: some clients insist
     * @param statusId what it is about; absent for a follow
     */
    record NotificationGroupView(
            String groupKey,
            long notificationsCount,
            NotificationType type,
            long mostRecentNotificationId,
            String pageMinId,
            String pageMaxId,
            String latestPageNotificationAt,
            List<String> sampleAccountIds,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String statusId) {}

    /** As much of an account as it takes to draw its face. */
    record PartialAccountView(
            String id, String acct, boolean locked, boolean bot, String url, String avatar, String avatarStatic) {
        static PartialAccountView of(AccountView account) {
            return new PartialAccountView(
                    account.id(),
                    account.identity().acct(),
                    account.flags().locked(),
                    account.flags().bot(),
                    account.links().url(),
                    account.links().avatar(),
                    account.links().avatarStatic());
        }
    }
}
