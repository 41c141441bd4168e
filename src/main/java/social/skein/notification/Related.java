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
import social.skein.status.StatusView;

/** What notifications tell of, as far as it is there and the reader is still to be told of it. */
record Related(Map<AccountId, Account> people, Map<String, StatusView> statuses, Set<NotificationId> told) {

    /** Whether a notification can be shown: its doer is there, and so is what it is about. */
    boolean shows(Notification notification) {
        return told.contains(notification.id())
                && person(notification.from()).isPresent()
                && notification.status().map(about -> status(about).isPresent()).orElse(true);
    }

    /** Somebody, unless they are gone or suspended. */
    Optional<Account> person(AccountId id) {
        return Optional.ofNullable(people.get(id)).filter(account -> !account.suspended());
    }

    Stream<Account> people(List<AccountId> ids) {
        return ids.stream().flatMap(id -> person(id).stream());
    }

    Optional<StatusView> status(StatusId id) {
        return Optional.ofNullable(statuses.get(id.toString()));
    }
}
