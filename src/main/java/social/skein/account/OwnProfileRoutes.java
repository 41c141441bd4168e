package social.skein.account;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.function.Function;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.transfer.UploadPolicy;

/** The endpoints that read and edit the caller's own profile. */
public final class OwnProfileRoutes {
    private final Accounts accounts;
    private final Profiles profiles;
    private final AccountViews views;
    private final Profiles.PictureStore pictures;
    private final UploadPolicy uploads;
    private final Function<AccountId, Future<Integer>> countFollowRequests;

    /**
     * Creates the endpoints.
     *
     * @param uploads the limits of uploaded pictures
     * @param countFollowRequests the number of pending follow requests of an account
     */
    public OwnProfileRoutes(
            Accounts accounts,
            Profiles profiles,
            AccountViews views,
            Profiles.PictureStore pictures,
            UploadPolicy uploads,
            Function<AccountId, Future<Integer>> countFollowRequests) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.views = views;
        this.pictures = pictures;
        this.uploads = uploads;
        this.countFollowRequests = countFollowRequests;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/accounts/verify_credentials", Access.user(Scope.PROFILE), this::verifyCredentials)
                .upload(
                        HttpMethod.PATCH,
                        "/api/v1/accounts/update_credentials",
                        Access.user(Scope.WRITE_ACCOUNTS),
                        uploads,
                        this::updateCredentials)
                .get("/api/v1/profile", Access.user(Scope.PROFILE), this::getProfile)
                .upload(
                        HttpMethod.PATCH,
                        "/api/v1/profile",
                        Access.user(Scope.WRITE_ACCOUNTS),
                        uploads,
                        this::updateProfile)
                .upload(
                        HttpMethod.PUT,
                        "/api/v1/profile",
                        Access.user(Scope.WRITE_ACCOUNTS),
                        uploads,
                        this::updateProfile)
                .delete(
                        "/api/v1/profile/avatar",
                        Access.user(Scope.WRITE_ACCOUNTS),
                        request -> clear(request, ProfileUpdate.CLEAR_AVATAR))
                .delete(
                        "/api/v1/profile/header",
                        Access.user(Scope.WRITE_ACCOUNTS),
                        request -> clear(request, ProfileUpdate.CLEAR_HEADER));
    }

    private Future<CredentialAccountView> verifyCredentials(Request request) {
        return accounts.get(request.account()).compose(this::credentialView);
    }

    private Future<CredentialAccountView> updateCredentials(Request request) {
        return update(request).compose(this::credentialView);
    }

    private Future<CredentialAccountView> clear(Request request, ProfileUpdate update) {
        return profiles.update(request.account(), update, pictures).compose(this::credentialView);
    }

    /** Checks the other values first: a picture is stored only if they are valid. */
    private Future<Account> update(Request request) {
        ProfileUpdate update = ProfileUpdate.parse(request.params());
        return store(request, "avatar", Profiles.PictureStore.Slot.AVATAR)
                .compose(avatar -> store(request, "header", Profiles.PictureStore.Slot.HEADER)
                        .compose(header -> profiles.update(request.account(), update.with(avatar, header), pictures)));
    }

    private Future<Optional<Profile.Picture>> store(Request request, String name, Profiles.PictureStore.Slot slot) {
        return request.upload(name)
                .map(file -> pictures.store(request.account(), slot, file).map(Optional::of))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<CredentialAccountView> credentialView(Account account) {
        return countFollowRequests.apply(account.id()).map(requests -> views.credentialView(account, requests));
    }

    private Future<ProfileView> getProfile(Request request) {
        return accounts.get(request.account()).map(account -> ProfileView.of(account, views));
    }

    private Future<ProfileView> updateProfile(Request request) {
        return update(request).map(account -> ProfileView.of(account, views));
    }
}
