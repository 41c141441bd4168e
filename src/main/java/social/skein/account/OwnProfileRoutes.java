package social.skein.account;

import io.vertx.core.Future;
import java.util.function.Function;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;

/** One's own profile over HTTP: as the whole of an account, and as what can be changed of it. */
public final class OwnProfileRoutes {
    private final Accounts accounts;
    private final Profiles profiles;
    private final AccountViews views;
    private final Function<AccountId, Future<Integer>> waiting;

    /** @param waiting how many ask to follow an account */
    public OwnProfileRoutes(
            Accounts accounts, Profiles profiles, AccountViews views, Function<AccountId, Future<Integer>> waiting) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.views = views;
        this.waiting = waiting;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/verify_credentials", Access.user(Scope.PROFILE), this::own)
                .patch("/api/v1/accounts/update_credentials", Access.user(Scope.WRITE_ACCOUNTS), this::update)
                .get("/api/v1/profile", Access.user(Scope.PROFILE), this::profile)
                .patch("/api/v1/profile", Access.user(Scope.WRITE_ACCOUNTS), this::change)
                .put("/api/v1/profile", Access.user(Scope.WRITE_ACCOUNTS), this::change)
                .delete("/api/v1/profile/avatar", Access.user(Scope.WRITE_ACCOUNTS), this::own)
                .delete("/api/v1/profile/header", Access.user(Scope.WRITE_ACCOUNTS), this::own);
    }

    private Future<CredentialAccountView> own(Request request) {
        return accounts.get(request.account()).compose(this::own);
    }

    private Future<CredentialAccountView> update(Request request) {
        return profiles.change(request.account(), ProfileChange.of(request.params()))
                .compose(this::own);
    }

    private Future<CredentialAccountView> own(Account account) {
        return waiting.apply(account.id()).map(requests -> views.own(account, requests));
    }

    private Future<ProfileView> profile(Request request) {
        return accounts.get(request.account()).map(ProfileView::of);
    }

    private Future<ProfileView> change(Request request) {
        return profiles.change(request.account(), ProfileChange.of(request.params()))
                .map(ProfileView::of);
    }
}
