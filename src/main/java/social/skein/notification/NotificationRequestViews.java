package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.VisibleStatuses;

/** Renders notification requests for their owner, in a fixed number of statements. */
public final class NotificationRequestViews {
    private final Accounts accounts;
    private final AccountViews accountViews;
    private final VisibleStatuses visibleStatuses;
    private final StatusViews statusViews;

    public NotificationRequestViews(
            Accounts accounts, AccountViews accountViews, VisibleStatuses visibleStatuses, StatusViews statusViews) {
        this.accounts = accounts;
        this.accountViews = accountViews;
        this.visibleStatuses = visibleStatuses;
        this.statusViews = statusViews;
    }

    Future<List<NotificationRequestView>> views(AccountId reader, List<NotificationRequest> requests) {
        List<StatusId> last = requests.stream()
                .map(NotificationRequest::lastStatus)
                .distinct()
                .toList();
        Future<Map<AccountId, Account>> senders =
                accounts.byIds(requests.stream().map(NotificationRequest::from).toList());
        Future<Map<String, StatusView>> shown = visibleStatuses
                .byIds(Optional.of(reader), last)
                .compose(found -> statusViews.views(Optional.of(reader), found))
                .map(found -> found.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
        return Future.all(senders, shown)
                .map(loaded -> requests.stream()
                        .flatMap(request -> view(request, senders.result(), shown.result()))
                        .toList());
    }

    private Stream<NotificationRequestView> view(
            NotificationRequest request, Map<AccountId, Account> accounts, Map<String, StatusView> statuses) {
        return Stream.ofNullable(accounts.get(request.from()))
                .filter(account -> !account.suspended())
                .map(account -> new NotificationRequestView(
                        Long.toString(request.id()),
                        WireTimes.format(request.createdAt()),
                        WireTimes.format(request.updatedAt()),
                        Long.toString(request.notificationCount()),
                        accountViews.view(account),
                        statuses.get(request.lastStatus().toString())));
    }
}
