package social.skein.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.rendering.StatusView;

/**
 * A page of notification groups as the API shows it, with the accounts and statuses they refer to, each once.
 *
 * @param partialAccounts the accounts of which only the avatar is requested; absent if all are requested in full
 */
record GroupedNotificationsView(
        List<AccountView> accounts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PartialAccountView> partialAccounts,
        List<StatusView> statuses,
        List<NotificationGroupView> notificationGroups) {

    /**
     * One group.
     *
     * @param mostRecentNotificationId a JSON number, unlike all other ids: some clients require it
     * @param statusId the status it is about; absent for a follow
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

    /** The part of an account that a client needs to draw its avatar. */
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
