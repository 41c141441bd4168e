package social.skein.account;

import io.vertx.core.Future;
import java.util.function.Function;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;

/** The endpoints that read and edit the caller's own profile. */
public final class OwnProfileRoutes {
    private final Accounts accounts;
    private final Profiles profiles;
    private final AccountViews views;
    private final Function<AccountId, Future<Integer>> countFollowRequests;

    /** @param countFollowRequests the number of pending follow requests of an account */
    public OwnProfileRoutes(
            Accounts accounts,
            Profiles profiles,
            AccountViews views,
            Function<AccountId, Future<Integer>> countFollowRequests) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.views = views;
        this.countFollowRequests = countFollowRequests;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/verify_credentials", Access.user(Scope.PROFILE), this::verifyCredentials)
                .patch(
                        "/api/v1/accounts/update_credentials",
                        Access.user(Scope.WRITE_ACCOUNTS),
                        this::updateCredentials)
                .get("/api/v1/profile", Access.user(Scope.PROFILE), this::getProfile)
                .patch("/api/v1/profile", Access.user(Scope.WRITE_ACCOUNTS), this::updateProfile)
                .put("/api/v1/profile", Access.user(Scope.WRITE_ACCOUNTS), this::updateProfile)
                .delete("/api/v1/profile/avatar", Access.user(Scope.WRITE_ACCOUNTS), this::verifyCredentials)
                .delete("/api/v1/profile/header", Access.user(Scope.WRITE_ACCOUNTS), this::verifyCredentials);
    }

    private Future<CredentialAccountView> verifyCredentials(Request request) {
        return accounts.get(request.account()).compose(this::credentialView);
    }

    private Future<CredentialAccountView> updateCredentials(Request request) {
        return profiles.update(request.account(), ProfileUpdate.parse(request.params()))
                .compose(this::credentialView);
    }

    private Future<CredentialAccountView> credentialView(Account account) {
        return countFollowRequests.apply(account.id()).map(requests -> views.credentialView(account, requests));
    }

    private Future<ProfileView> getProfile(Request request) {
        return accounts.get(request.account()).map(ProfileView::of);
    }

    private Future<ProfileView> updateProfile(Request request) {
        return profiles.update(request.account(), ProfileUpdate.parse(request.params()))
                .map(ProfileView::of);
    }
}
