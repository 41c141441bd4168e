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
    static final Map<String, Scope> OF_USERS = Map.ofEntries(
            Map.entry("/api/v1/filters", Scope.READ_FILTERS), Map.entry("/api/v2/filters", Scope.READ_FILTERS));

    public void mount(Endpoints api) {
        OF_USERS.forEach(
                (path, scope) -> api.get(path, Access.user(scope), request -> Future.succeededFuture(List.of())));
        api.get(
                "/api/v1/push/subscription",
                Access.user(Scope.PUSH),
                request -> Future.failedFuture(new Problem.NotFound()));
    }
}
