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
import social.skein.model.Problem;
import social.skein.model.Window;

/** What the policy of the account asking kept back, under {@code /api/v1/notifications/requests}. */
public final class RequestRoutes {
    private static final String ALL = "/api/v1/notifications/requests";

    private final NotificationRequests requests;
    private final RequestViews views;

    public RequestRoutes(NotificationRequests requests, RequestViews views) {
        this.requests = requests;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_NOTIFICATIONS);
        Access write = Access.user(Scope.WRITE_NOTIFICATIONS);
        api.get(ALL, read, this::page)
                .get(ALL + "/merged", read, this::merged)
                .get(ALL + "/:id", read, this::show)
                .post(ALL + "/accept", write, request -> all(request, requests::accept))
                .post(ALL + "/dismiss", write, request -> all(request, requests::dismiss))
                .post(ALL + "/:id/accept", write, request -> one(request, requests::accept))
                .post(ALL + "/:id/dismiss", write, request -> one(request, requests::dismiss));
    }

    private Future<Page<RequestView>> page(Request request) {
        Window window = request.params().window(40, 80);
        return requests.page(request.account(), window)
                .compose(page ->
                        views.views(request.account(), page.entries()).map(shown -> page.with(entries -> shown)));
    }

    private Future<RequestView> show(Request request) {
        return requests.find(request.account(), id(request))
                .compose(found -> views.views(request.account(), found.stream().toList()))
                .map(shown -> shown.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** What was kept back is let through in the transaction that accepts, so nothing is ever under way. */
    private Future<Map<String, Boolean>> merged(Request request) {
        return Future.succeededFuture(Map.of("merged", true));
    }

    private static Future<Map<String, String>> one(
            Request request, BiFunction<AccountId, List<Long>, Future<Long>> decide) {
        return decide.apply(request.account(), List.of(id(request))).map(decided -> {
            if (decided == 0) {
                throw new Problem.NotFound();
            }
            return Map.of();
        });
    }

    private static Future<Map<String, String>> all(
            Request request, BiFunction<AccountId, List<Long>, Future<Long>> decide) {
        List<Long> ids = request.params().list("id").stream()
                .map(RequestRoutes::id)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .toList();
        return decide.apply(request.account(), ids).map(decided -> Map.of());
    }

    private static long id(Request request) {
        return id(request.path("id")).orElseThrow(Problem.NotFound::new);
    }

    private static OptionalLong id(String digits) {
        return NotificationId.parse(digits)
                .map(id -> OptionalLong.of(id.value()))
                .orElse(OptionalLong.empty());
    }
}
