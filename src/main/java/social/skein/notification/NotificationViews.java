package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Times;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.VisibleStatuses;

/**
 * Shows notifications to the account they are for. The number of SQL statements does not grow with the number of
 * notifications. One whose doer or status is gone, or no longer for the reader to see, is left out.
 */
public final class NotificationViews {
    private final Accounts accounts;
    private final AccountViews accountViews;
    private final VisibleStatuses statuses;
    private final StatusViews statusViews;

    public NotificationViews(
            Accounts accounts, AccountViews accountViews, VisibleStatuses statuses, StatusViews statusViews) {
        this.accounts = accounts;
        this.accountViews = accountViews;
        this.statuses = statuses;
        this.statusViews = statusViews;
    }

    public Future<List<NotificationView>> views(AccountId reader, List<Notification> notifications) {
        List<AccountId> doers =
                notifications.stream().map(Notification::from).distinct().toList();
        Future<Map<AccountId, Account>> from = accounts.byIds(doers);
        Future<Map<String, StatusView>> about = statuses(reader, notifications);
        return Future.all(from, about)
                .map(both -> notifications.stream()
                        .flatMap(notification -> view(notification, from.result(), about.result()))
                        .toList());
    }

    private Future<Map<String, StatusView>> statuses(AccountId reader, List<Notification> notifications) {
        List<StatusId> ids = notifications.stream()
                .flatMap(notification -> notification.status().stream())
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return statuses.byIds(Optional.of(reader), ids)
                .compose(visible -> statusViews.views(Optional.of(reader), visible))
                .map(views -> views.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
    }

    private Stream<NotificationView> view(
            Notification notification, Map<AccountId, Account> accounts, Map<String, StatusView> statuses) {
        Account from = accounts.get(notification.from());
        String about = notification.status().map(StatusId::toString).orElse("");
        StatusView status = statuses.get(about);
        if (from == null || from.suspended() || (status == null && !about.isEmpty())) {
            return Stream.empty();
        }
        return Stream.of(view(notification, from, status));
    }

    private NotificationView view(Notification notification, Account from, @Nullable StatusView status) {
        return new NotificationView(
                notification.id().toString(),
                notification.type(),
                Times.instant(notification.createdAt()),
                notification.groupKey(),
                accountViews.view(from),
                status);
    }
}
