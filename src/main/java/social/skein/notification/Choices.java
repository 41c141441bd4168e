package social.skein.notification;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.audience.Audience;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** What requests ask for of somebody's notifications, minus what the audience's rules hide by now. */
public final class Choices {
    private final Audience audience;

    public Choices(Audience audience) {
        this.audience = audience;
    }

    /** What the parameters name; whoever asks for one account's doings is shown those that were kept back as well. */
    Future<Choice> of(Request request) {
        Params params = request.params();
        Set<NotificationType> types = types(params);
        Optional<AccountId> from = from(params);
        boolean filtered = from.isPresent() || params.flag("include_filtered", false);
        AccountId owner = request.account();
        return audience.silent(owner).map(silent -> new Choice(owner, types, from, filtered, silent));
    }

    /** All that is shown where nothing else is asked for. */
    Future<Choice> all(AccountId owner) {
        return audience.silent(owner).map(silent -> Choice.all(owner, silent));
    }

    /** The types asked for, or all where none is named; minus those that are not wanted. */
    private static Set<NotificationType> types(Params params) {
        List<String> named = params.list("types");
        Set<NotificationType> types =
                named.isEmpty() ? EnumSet.allOf(NotificationType.class) : NotificationType.among(named);
        types.removeAll(NotificationType.among(params.list("exclude_types")));
        return types;
    }

    private static Optional<AccountId> from(Params params) {
        return params.filled("account_id")
                .map(text -> AccountId.parse(text)
                        .orElseThrow(() -> new Problem.Malformed(
                                "Parameter account_id should be an id, which is decimal digits")));
    }
}
