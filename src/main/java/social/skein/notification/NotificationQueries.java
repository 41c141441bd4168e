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

/** What requests ask for of somebody's notifications, minus what the audience's rules hide by now. */
public final class NotificationQueries {
    private final VisibilityPolicy audience;

    public NotificationQueries(VisibilityPolicy audience) {
        this.audience = audience;
    }

    /** What the parameters name; whoever asks for one account's doings is shown those that were kept back as well. */
    Future<NotificationQuery> fromRequest(Request request) {
        Params params = request.params();
        Set<NotificationType> types = parseTypes(params);
        Optional<AccountId> from = parseFromAccount(params);
        boolean filtered = from.isPresent() || params.flag("include_filtered", false);
        AccountId owner = request.account();
        return audience.suppressedActors(owner)
                .map(silent -> new NotificationQuery(owner, types, from, filtered, silent));
    }

    /** All that is shown where nothing else is asked for. */
    Future<NotificationQuery> forAccount(AccountId owner) {
        return audience.suppressedActors(owner).map(silent -> NotificationQuery.all(owner, silent));
    }

    /** The types asked for, or all where none is named; minus those that are not wanted. */
    private static Set<NotificationType> parseTypes(Params params) {
        List<String> named = params.list("types");
        Set<NotificationType> types =
                named.isEmpty() ? EnumSet.allOf(NotificationType.class) : NotificationType.parseAll(named);
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
