package social.skein.notification;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.Accounts;
import social.skein.audience.Audience;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.Status;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;

/**
 * Looks up what notifications tell of, in a number of statements that does not grow with them. The rules are asked anew: who
 * blocked or muted somebody since, or lost sight of a status, is not told of it any more.
 */
public final class Relating {
    private final Accounts accounts;
    private final Statuses statuses;
    private final Audience audience;
    private final StatusViews views;

    public Relating(Accounts accounts, Statuses statuses, Audience audience, StatusViews views) {
        this.accounts = accounts;
        this.statuses = statuses;
        this.audience = audience;
        this.views = views;
    }

    /** What the notifications tell of, and some people more. */
    Future<Related> of(AccountId reader, List<Notification> notifications, Collection<AccountId> more) {
        Set<AccountId> people = Stream.concat(notifications.stream().map(Notification::from), more.stream())
                .collect(Collectors.toSet());
        Set<StatusId> about = notifications.stream()
                .flatMap(notification -> notification.status().stream())
                .collect(Collectors.toSet());
        Future<Map<AccountId, Account>> known = accounts.byIds(people);
        return statuses.byIds(about)
                .compose(found -> told(reader, notifications, byId(found))
                        .compose(told -> shown(reader, told, found)
                                .compose(shown -> known.map(persons -> new Related(
                                        persons,
                                        shown,
                                        told.stream().map(Notification::id).collect(Collectors.toSet()))))));
    }

    private Future<List<Notification>> told(
            AccountId reader, List<Notification> notifications, Map<StatusId, Status> about) {
        return audience.told(
                reader,
                notifications,
                Notification::from,
                notification -> notification
                        .status()
                        .flatMap(id -> Optional.ofNullable(about.get(id)))
                        .map(Status::subject));
    }

    private Future<Map<String, StatusView>> shown(AccountId reader, List<Notification> told, List<Status> found) {
        Set<StatusId> about = told.stream()
                .flatMap(notification -> notification.status().stream())
                .collect(Collectors.toSet());
        List<Status> shown =
                found.stream().filter(status -> about.contains(status.id())).toList();
        return shown.isEmpty()
                ? Future.succeededFuture(Map.of())
                : views.views(Optional.of(reader), shown)
                        .map(views -> views.stream().collect(Collectors.toMap(StatusView::id, Function.identity())));
    }

    private static Map<StatusId, Status> byId(List<Status> found) {
        return found.stream().collect(Collectors.toMap(Status::id, Function.identity()));
    }
}
