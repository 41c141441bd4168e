package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.PagedResponse;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.marker.MarkerTimeline;
import social.skein.marker.Markers;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** Grouped notifications of the signed-in account, under {@code /api/v2/notifications}. */
public final class NotificationGroupRoutes {
    private final NotificationGroups groups;
    private final NotificationQueries queries;
    private final Markers markers;
    private final NotificationGroupViews groupViews;
    private final NotificationViews notificationViews;

    public NotificationGroupRoutes(
            NotificationGroups groups,
            NotificationQueries queries,
            Markers markers,
            NotificationGroupViews groupViews,
            NotificationViews notificationViews) {
        this.groups = groups;
        this.queries = queries;
        this.markers = markers;
        this.groupViews = groupViews;
        this.notificationViews = notificationViews;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get("/api/v2/notifications", read, this::page)
                .get("/api/v2/notifications/unread_count", read, this::unreadCount)
                .get("/api/v2/notifications/:group_key", read, this::show)
                .get("/api/v2/notifications/:group_key/accounts", read, this::accounts)
                .post("/api/v2/notifications/:group_key/dismiss", write, this::dismiss);
    }

    private Future<?> page(Request request) {
        PageRequest window = request.params().pageRequest(PageLimits.ACCOUNTS);
        boolean partialAccounts = partialAccounts(request.params());
        Set<NotificationType> grouped = groupedTypes(request.params());
        return queries.fromRequest(request)
                .compose(query -> groups.page(query, grouped, window))
                .compose(page -> groupViews
                        .views(request.account(), page.entries(), partialAccounts)
                        .map(shown -> new PagedResponse(page, shown)));
    }

    private Future<Map<String, Long>> unreadCount(Request request) {
        int limit = request.params().limit(NotificationRoutes.UNREAD_COUNT);
        Set<NotificationType> grouped = groupedTypes(request.params());
        return Future.all(
                        queries.fromRequest(request), markers.lastRead(request.account(), MarkerTimeline.NOTIFICATIONS))
                .compose(results -> groups.countUnread(results.resultAt(0), grouped, results.resultAt(1), limit))
                .map(count -> Map.of("count", count));
    }

    private Future<GroupedNotificationsView> show(Request request) {
        boolean partialAccounts = partialAccounts(request.params());
        return queries.forAccount(request.account())
                .compose(query -> groups.find(query, request.pathParam("group_key")))
                .compose(found ->
                        groupViews.views(request.account(), found.stream().toList(), partialAccounts))
                .map(shown -> Optional.of(shown)
                        .filter(view -> !view.notificationGroups().isEmpty())
                        .orElseThrow(Problem.NotFound::new));
    }

    private Future<Page<AccountView>> accounts(Request request) {
        PageRequest window = request.params().pageRequest(PageLimits.ACCOUNTS);
        return queries.forAccount(request.account())
                .compose(query -> groups.members(query, request.pathParam("group_key"), window))
                .compose(page -> notificationViews
                        .views(request.account(), page.entries())
                        .map(shown -> page.mapEntries(entries ->
                                shown.stream().map(NotificationView::account).toList())));
    }

    private Future<Map<String, String>> dismiss(Request request) {
        return groups.dismiss(request.account(), request.pathParam("group_key")).map(dismissed -> Map.of());
    }

    private static Set<NotificationType> groupedTypes(Params params) {
        List<String> names = params.list("grouped_types");
        if (names.isEmpty()) {
            return NotificationType.GROUPED;
        }
        Set<NotificationType> grouped = NotificationType.parseAll(names);
        grouped.retainAll(NotificationType.GROUPED);
        return grouped;
    }

    private static boolean partialAccounts(Params params) {
        String expand = params.nonBlank("expand_accounts").orElse("full");
        return switch (expand) {
            case "full" -> false;
            case "partial_avatars" -> true;
            default ->
                throw new Problem.Malformed(
                        "Parameter expand_accounts should be full or partial_avatars, not " + expand);
        };
    }
}
