package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.marker.MarkerTimeline;
import social.skein.marker.Markers;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** Single notifications of the signed-in account, under {@code /api/v1/notifications}. */
public final class NotificationRoutes {
    /** Up to which unread notifications are counted. */
    static final PageLimits UNREAD_COUNT = new PageLimits(100, 1_000);

    private final Notifications notifications;
    private final NotificationQueries queries;
    private final Markers markers;
    private final NotificationViews views;

    public NotificationRoutes(
            Notifications notifications, NotificationQueries queries, Markers markers, NotificationViews views) {
        this.notifications = notifications;
        this.queries = queries;
        this.markers = markers;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get("/api/v1/notifications", read, this::page)
                .get("/api/v1/notifications/unread_count", read, this::unreadCount)
                .get("/api/v1/notifications/:id", read, this::show)
                .post("/api/v1/notifications/clear", write, this::clear)
                .post("/api/v2/notifications/clear", write, this::clear)
                .post("/api/v1/notifications/:id/dismiss", write, this::dismiss);
    }

    private Future<Page<NotificationView>> page(Request request) {
        PageRequest window = request.params().pageRequest(PageLimits.ACCOUNTS);
        return queries.fromRequest(request)
                .compose(query -> notifications.page(query, window))
                .compose(page ->
                        views.views(request.account(), page.entries()).map(shown -> page.mapEntries(entries -> shown)));
    }

    private Future<NotificationView> show(Request request) {
        AccountId reader = request.account();
        return notifications
                .find(reader, id(request))
                .compose(found -> views.views(reader, found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    private Future<Map<String, Long>> unreadCount(Request request) {
        int limit = request.params().limit(UNREAD_COUNT);
        return Future.all(
                        queries.fromRequest(request), markers.lastRead(request.account(), MarkerTimeline.NOTIFICATIONS))
                .compose(found -> notifications.countUnread(found.resultAt(0), found.resultAt(1), limit))
                .map(count -> Map.of("count", count));
    }

    private Future<Map<String, String>> clear(Request request) {
        return notifications.clear(request.account()).map(cleared -> Map.of());
    }

    private Future<Map<String, String>> dismiss(Request request) {
        return notifications.dismiss(request.account(), id(request)).map(removed -> {
            if (!removed) {
                throw new Problem.NotFound();
            }
            return Map.of();
        });
    }

    private static NotificationId id(Request request) {
        return NotificationId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }
}
