package social.skein.notification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.StatusId;
import social.skein.rendering.StatusView;

/** The accounts and statuses that notifications refer to, as far as they exist and the reader may still see them. */
record HydratedNotifications(
        Map<AccountId, Account> accounts, Map<String, StatusView> statuses, Set<NotificationId> visible) {

    /** Whether a notification can be shown: its actor exists, and so does its status if it has one. */
    boolean isVisible(Notification notification) {
        return visible.contains(notification.id())
                && account(notification.from()).isPresent()
                && notification
                        .status()
                        .map(statusId -> status(statusId).isPresent())
                        .orElse(true);
    }

    /** The account, unless it is deleted or suspended. */
    Optional<Account> account(AccountId id) {
        return Optional.ofNullable(accounts.get(id)).filter(account -> !account.suspended());
    }

    Stream<Account> accounts(List<AccountId> ids) {
        return ids.stream().flatMap(id -> account(id).stream());
    }

    Optional<StatusView> status(StatusId id) {
        return Optional.ofNullable(statuses.get(id.toString()));
    }
}
