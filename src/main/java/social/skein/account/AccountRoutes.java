package social.skein.account;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import social.skein.http.Access;
import social.skein.http.Asset;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** The endpoints that read accounts by id or handle. */
public final class AccountRoutes {
    private static final int MAX_IDS = 80;

    private final Accounts accounts;
    private final AccountViews views;
    private final HandleParser handles;

    public AccountRoutes(Accounts accounts, AccountViews views, HandleParser handles) {
        this.accounts = accounts;
        this.views = views;
        this.handles = handles;
    }

    public void mount(Endpoints api) {
        api.cacheable("/api/v1/accounts/lookup", Access.anyone(Scope.READ_ACCOUNTS), CachePolicy.POSTS, this::lookup);
        api.get("/api/v1/accounts", Access.anyone(Scope.READ_ACCOUNTS), this::list);
        api.cacheable("/api/v1/accounts/:id", Access.anyone(Scope.READ_ACCOUNTS), CachePolicy.POSTS, this::get);
        Asset.load("avatar.png").mount(api, "/avatars/original/missing.png", "image/png", Duration.ofDays(365));
        Asset.load("header.png").mount(api, "/headers/original/missing.png", "image/png", Duration.ofDays(365));
    }

    private Future<AccountView> lookup(Request request) {
        String username =
                handles.localUsername(request.params().required("acct")).orElseThrow(Problem.NotFound::new);
        return accounts.byUsername(username).map(found -> views.view(found.orElseThrow(Problem.NotFound::new)));
    }

    private Future<List<AccountView>> list(Request request) {
        List<AccountId> ids = request.params().list("id").stream()
                .limit(MAX_IDS)
                .flatMap(id -> AccountId.parse(id).stream())
                .distinct()
                .collect(Collectors.toList());
        return accounts.inOrder(ids).map(views::viewAll);
    }

    private Future<AccountView> get(Request request) {
        AccountId id = AccountId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
        return accounts.get(id).map(views::view);
    }
}
