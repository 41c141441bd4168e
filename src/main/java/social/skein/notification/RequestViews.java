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
import social.skein.http.Times;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.VisibleStatuses;

/** Shows requests to the account that decides on them, in a number of statements that does not grow with them. */
public final class RequestViews {
    private final Accounts accounts;
    private final AccountViews people;
    private final VisibleStatuses statuses;
    private final StatusViews views;

    public RequestViews(Accounts accounts, AccountViews people, VisibleStatuses statuses, StatusViews views) {
        this.accounts = accounts;
        this.people = people;
        this.statuses = statuses;
        this.views = views;
    }

    Future<List<RequestView>> views(AccountId reader, List<NotificationRequest> requests) {
        List<StatusId> last = requests.stream()
                .map(NotificationRequest::lastStatus)
                .distinct()
                .toList();
        Future<Map<AccountId, Account>> from =
                accounts.byIds(requests.stream().map(NotificationRequest::from).toList());
        Future<Map<String, StatusView>> shown = statuses.byIds(Optional.of(reader), last)
                .compose(found -> views.views(Optional.of(reader), found))
                .map(found -> found.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
        return Future.all(from, shown)
                .map(both -> requests.stream()
                        .flatMap(request -> view(request, from.result(), shown.result()))
                        .toList());
    }

    private Stream<RequestView> view(
            NotificationRequest request, Map<AccountId, Account> accounts, Map<String, StatusView> statuses) {
        return Stream.ofNullable(accounts.get(request.from()))
                .filter(account -> !account.suspended())
                .map(account -> new RequestView(
                        Long.toString(request.id()),
                        Times.instant(request.createdAt()),
                        Times.instant(request.updatedAt()),
                        Long.toString(request.notifications()),
                        people.view(account),
                        statuses.get(request.lastStatus().toString())));
    }
}
