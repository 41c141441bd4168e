package social.skein.notification;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.Page;
import social.skein.model.Problem;

/** The notifications of the account asking, under {@code /api/v1/notifications}. */
public final class NotificationRoutes {
    private final Notifications notifications;
    private final NotificationViews views;

    public NotificationRoutes(Notifications notifications, NotificationViews views) {
        this.notifications = notifications;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get("/api/v1/notifications", read, this::page)
                .get("/api/v1/notifications/unread_count", read, this::unreadCount)
                .get("/api/v1/notifications/:id", read, this::show)
                .post("/api/v1/notifications/clear", write, this::clear)
                .post("/api/v1/notifications/:id/dismiss", write, this::dismiss);
    }

    private Future<Page<NotificationView>> page(Request request) {
        Params params = request.params();
        AccountId reader = request.account();
        return notifications
                .page(reader, types(params), from(params), params.window(40, 80))
                .compose(page -> views.views(reader, page.entries()).map(views -> page.with(notifications -> views)));
    }

    private Future<NotificationView> show(Request request) {
        AccountId reader = request.account();
        return notifications
                .find(reader, id(request))
                .compose(found -> views.views(reader, found.map(List::of).orElse(List.of())))
                .map(views -> views.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** There is no reading marker yet, so all count as unread. */
    private Future<Map<String, Long>> unreadCount(Request request) {
        int most = request.params().limit(100, 1_000);
        return notifications.count(request.account(), most).map(count -> Map.of("count", count));
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
        return NotificationId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }

    /** The types asked for, or all where none is named; minus those that are not wanted. */
    private static Set<NotificationType> types(Params params) {
        List<String> named = params.list("types");
        Set<NotificationType> types =
                named.isEmpty() ? EnumSet.allOf(NotificationType.class) : EnumSet.noneOf(NotificationType.class);
        named.forEach(word -> NotificationType.parse(word).ifPresent(types::add));
        params.list("exclude_types")
                .forEach(word -> NotificationType.parse(word).ifPresent(types::remove));
        return types;
    }

    private static Optional<AccountId> from(Params params) {
        return params.filled("account_id")
                .map(text -> AccountId.parse(text)
                        .orElseThrow(() -> new Problem.Malformed(
                                "Parameter account_id should be an id, which is decimal digits")));
    }
}
