package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Linked;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.marker.Markers;
import social.skein.marker.Timeline;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.Window;

/** The notifications of the account asking in groups, under {@code /api/v2/notifications}. */
public final class GroupRoutes {
    private final NotificationGroups groups;
    private final Choices choices;
    private final Markers markers;
    private final GroupViews views;
    private final NotificationViews members;

    public GroupRoutes(
            NotificationGroups groups, Choices choices, Markers markers, GroupViews views, NotificationViews members) {
        this.groups = groups;
        this.choices = choices;
        this.markers = markers;
        this.views = views;
        this.members = members;
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
        Window window = request.params().window(40, 80);
        boolean faces = faces(request.params());
        Set<NotificationType> grouped = grouped(request.params());
        return choices.of(request)
                .compose(choice -> groups.page(choice, grouped, window))
                .compose(page ->
                        views.views(request.account(), page.entries(), faces).map(shown -> new Linked(page, shown)));
    }

    private Future<Map<String, Long>> unreadCount(Request request) {
        int most = request.params().limit(100, 1_000);
        Set<NotificationType> grouped = grouped(request.params());
        return Future.all(choices.of(request), markers.lastRead(request.account(), Timeline.NOTIFICATIONS))
                .compose(found -> groups.unread(found.resultAt(0), grouped, found.resultAt(1), most))
                .map(count -> Map.of("count", count));
    }

    private Future<GroupedView> show(Request request) {
        boolean faces = faces(request.params());
        return choices.all(request.account())
                .compose(choice -> groups.find(choice, request.path("group_key")))
                .compose(found -> views.views(request.account(), found.stream().toList(), faces))
                .map(shown -> Optional.of(shown)
                        .filter(there -> !there.notificationGroups().isEmpty())
                        .orElseThrow(Problem.NotFound::new));
    }

    private Future<Page<AccountView>> accounts(Request request) {
        Window window = request.params().window(40, 80);
        return choices.all(request.account())
                .compose(choice -> groups.members(choice, request.path("group_key"), window))
                .compose(page -> members.views(request.account(), page.entries())
                        .map(shown -> page.with(entries ->
                                shown.stream().map(NotificationView::account).toList())));
    }

    private Future<Map<String, String>> dismiss(Request request) {
        return groups.dismiss(request.account(), request.path("group_key")).map(dismissed -> Map.of());
    }

    private static Set<NotificationType> grouped(Params params) {
        List<String> named = params.list("grouped_types");
        if (named.isEmpty()) {
            return NotificationType.GROUPED;
        }
        Set<NotificationType> grouped = NotificationType.among(named);
        grouped.retainAll(NotificationType.GROUPED);
        return grouped;
    }

    private static boolean faces(Params params) {
        String expand = params.filled("expand_accounts").orElse("full");
        return switch (expand) {
            case "full" -> false;
            case "partial_avatars" -> true;
            default ->
                throw new Problem.Malformed(
                        "Parameter expand_accounts should be full or partial_avatars, not " + expand);
        };
    }
}
