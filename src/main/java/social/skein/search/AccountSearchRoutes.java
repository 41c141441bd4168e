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
import social.skein.model.PageLimits;

/** Account search over HTTP, which clients use to complete mentions. */
public final class AccountSearchRoutes {

    private final AccountSearch accountSearch;
    private final AccountViews views;

    public AccountSearchRoutes(AccountSearch accountSearch, AccountViews views) {
        this.accountSearch = accountSearch;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/search", Access.user(Scope.READ_ACCOUNTS), this::search);
    }

    private Future<List<AccountView>> search(Request request) {
        Params params = request.params();
        return accountSearch
                .find(new AccountSearch.AccountQuery(
                        params.text("q").orElse(""),
                        params.flag("following", false) ? request.optionalAccount() : Optional.empty(),
                        params.limit(PageLimits.ACCOUNTS),
                        params.offset()))
                .map(views::viewAll);
    }
}
