package social.skein.notification;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.visibility.VisibilityPolicy;

/**
 * Builds the query for the notifications that a request selects, without those that the visibility rules now exclude.
 */
public final class NotificationQueries {
    private final VisibilityPolicy visibility;

    public NotificationQueries(VisibilityPolicy visibility) {
        this.visibility = visibility;
    }

    /** The query in the parameters. A request for one account includes its filtered notifications. */
    Future<NotificationQuery> fromRequest(Request request) {
        Params params = request.params();
        Set<NotificationType> types = parseTypes(params);
        Optional<AccountId> from = parseFromAccount(params);
        boolean filtered = from.isPresent() || params.flag("include_filtered", false);
        AccountId owner = request.account();
        return visibility
                .suppressedActors(owner)
                .map(suppressed -> new NotificationQuery(owner, types, from, filtered, suppressed));
    }

    /** The query without parameters: everything that is shown by default. */
    Future<NotificationQuery> forAccount(AccountId owner) {
        return visibility.suppressedActors(owner).map(suppressed -> NotificationQuery.all(owner, suppressed));
    }

    /** The types in {@code types}, or all if it is absent, without those in {@code exclude_types}. */
    private static Set<NotificationType> parseTypes(Params params) {
        List<String> names = params.list("types");
        Set<NotificationType> types =
                names.isEmpty() ? EnumSet.allOf(NotificationType.class) : NotificationType.parseAll(names);
        types.removeAll(NotificationType.parseAll(params.list("exclude_types")));
        return types;
    }

    private static Optional<AccountId> parseFromAccount(Params params) {
        return params.nonBlank("account_id")
                .map(text -> AccountId.parse(text)
                        .orElseThrow(() -> new Problem.Malformed(
                                "Parameter account_id should be an id, which is decimal digits")));
    }
}
