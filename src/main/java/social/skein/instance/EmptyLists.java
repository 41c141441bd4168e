package social.skein.instance;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Scope;
import social.skein.model.Problem;

/**
 * Lists that clients ask for at login and that are truthfully empty, because nothing here can put anything into them. A
 * feature that can takes its line away from here.
 */
public final class EmptyLists {
    private static final Map<String, Scope> OF_USERS = Map.ofEntries(
            Map.entry("/api/v1/follow_requests", Scope.READ_FOLLOWS),
            Map.entry("/api/v1/blocks", Scope.READ_BLOCKS),
            Map.entry("/api/v1/mutes", Scope.READ_MUTES),
            Map.entry("/api/v1/domain_blocks", Scope.READ_BLOCKS),
            Map.entry("/api/v1/followed_tags", Scope.READ_FOLLOWS),
            Map.entry("/api/v1/scheduled_statuses", Scope.READ_STATUSES),
            Map.entry("/api/v1/featured_tags", Scope.READ_ACCOUNTS),
            Map.entry("/api/v1/endorsements", Scope.READ_ACCOUNTS),
            Map.entry("/api/v2/suggestions", Scope.READ));

    private static final List<String> OF_EVERYBODY =
            List.of("/api/v1/trends", "/api/v1/trends/tags", "/api/v1/trends/statuses", "/api/v1/trends/links");

    public void mount(Endpoints api) {
        OF_USERS.forEach(
                (path, scope) -> api.get(path, Access.user(scope), request -> Future.succeededFuture(List.of())));
        OF_EVERYBODY.forEach(path -> api.get(path, Access.anyone(), request -> Future.succeededFuture(List.of())));
        api.get("/api/v1/markers", Access.user(Scope.READ_STATUSES), request -> Future.succeededFuture(Map.of()));
        api.get(
                "/api/v1/push/subscription",
                Access.user(Scope.PUSH),
                request -> Future.failedFuture(new Problem.NotFound()));
    }
}
