package social.skein.search;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;

/** Search for accounts over HTTP, as clients do it while somebody types a mention. */
public final class PeopleSearchRoutes {
    private static final int USUAL = 40;
    private static final int MOST = 80;

    private final PeopleSearch people;
    private final AccountViews views;

    public PeopleSearchRoutes(PeopleSearch people, AccountViews views) {
        this.people = people;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/search", Access.user(Scope.READ_ACCOUNTS), this::search);
    }

    private Future<List<AccountView>> search(Request request) {
        Params params = request.params();
        return people.find(new PeopleSearch.Wanted(
                        params.text("q").orElse(""),
                        params.flag("following", false) ? request.reader() : Optional.empty(),
                        params.limit(USUAL, MOST),
                        params.offset()))
                .map(views::views);
    }
}
