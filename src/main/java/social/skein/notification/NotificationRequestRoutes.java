package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** The notification requests of the signed-in account, under {@code /api/v1/notifications/requests}. */
public final class NotificationRequestRoutes {
    private static final String PATH = "/api/v1/notifications/requests";

    private final NotificationRequests requests;
    private final NotificationRequestViews views;

    public NotificationRequestRoutes(NotificationRequests requests, NotificationRequestViews views) {
        this.requests = requests;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get(PATH, read, this::page)
                .get(PATH + "/merged", read, this::merged)
                .get(PATH + "/:id", read, this::show)
                .post(PATH + "/accept", write, request -> decideAll(request, requests::accept))
                .post(PATH + "/dismiss", write, request -> decideAll(request, requests::dismiss))
                .post(PATH + "/:id/accept", write, request -> decideOne(request, requests::accept))
                .post(PATH + "/:id/dismiss", write, request -> decideOne(request, requests::dismiss));
    }

    private Future<Page<NotificationRequestView>> page(Request request) {
        PageRequest window = request.params().pageRequest(PageLimits.ACCOUNTS);
        return requests.page(request.account(), window)
                .compose(page ->
                        views.views(request.account(), page.entries()).map(shown -> page.mapEntries(entries -> shown)));
    }

    private Future<NotificationRequestView> show(Request request) {
        return requests.find(request.account(), id(request))
                .compose(found -> views.views(request.account(), found.stream().toList()))
                .map(shown -> shown.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** Always true: accepting a request releases its notifications in the same transaction. */
    private Future<Map<String, Boolean>> merged(Request request) {
        return Future.succeededFuture(Map.of("merged", true));
    }

    private static Future<Map<String, String>> decideOne(
            Request request, BiFunction<AccountId, List<Long>, Future<Long>> decide) {
        return decide.apply(request.account(), List.of(id(request))).map(decided -> {
            if (decided == 0) {
                throw new Problem.NotFound();
            }
            return Map.of();
        });
    }

    private static Future<Map<String, String>> decideAll(
            Request request, BiFunction<AccountId, List<Long>, Future<Long>> decide) {
        List<Long> ids = request.params().list("id").stream()
                .map(NotificationRequestRoutes::id)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .toList();
        return decide.apply(request.account(), ids).map(decided -> Map.of());
    }

    private static long id(Request request) {
        return id(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }

    private static OptionalLong id(String digits) {
        return NotificationId.parse(digits)
                .map(id -> OptionalLong.of(id.value()))
                .orElse(OptionalLong.empty());
    }
}
