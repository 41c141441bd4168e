package social.skein.instance;

import io.vertx.core.Future;
import java.util.List;
import social.skein.account.AccountSearch;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;

/** Search over everything: people so far. */
public final class SearchRoutes {
    private final AccountSearch accounts;
    private final AccountViews views;

    public SearchRoutes(AccountSearch accounts, AccountViews views) {
        this.accounts = accounts;
        this.views = views;
    }

    /** All three are always there, for some clients read them unasked. */
    private record Found(List<AccountView> accounts, List<Object> statuses, List<Object> hashtags) {}

    public void mount(Endpoints api) {
        api.get("/api/v2/search", Access.anyone(Scope.READ_SEARCH), this::search);
    }

    private Future<Found> search(Request request) {
        String words = request.params().required("q");
        return people(request.params(), words).map(people -> new Found(people, List.of(), List.of()));
    }

    /** A hashtag's sign says that no people are meant. */
    private Future<List<AccountView>> people(Params params, String words) {
        boolean wanted = params.filled("type").map("accounts"::equals).orElse(true) && !words.startsWith("#");
        return wanted ? accounts.find(params).map(views::views) : Future.succeededFuture(List.of());
    }
}
