package social.skein.interaction;

import io.vertx.core.Future;
import java.util.List;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.StatusId;
import social.skein.posting.StatusRoutes;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.VisibleStatuses;

/** Favourites over HTTP: add, remove, list by account and by status. */
public final class FavouriteRoutes {
    private final Favourites favourites;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final Accounts accounts;
    private final AccountViews accountViews;

    public FavouriteRoutes(
            Favourites favourites,
            VisibleStatuses visible,
            StatusViews views,
            Accounts accounts,
            AccountViews accountViews) {
        this.favourites = favourites;
        this.visible = visible;
        this.views = views;
        this.accounts = accounts;
        this.accountViews = accountViews;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/statuses/:id/favourite", Access.user(Scope.WRITE_FAVOURITES), this::favourite)
                .post("/api/v1/statuses/:id/unfavourite", Access.user(Scope.WRITE_FAVOURITES), this::unfavourite)
                .get("/api/v1/statuses/:id/favourited_by", Access.anyone(Scope.READ_ACCOUNTS), this::favouritedBy)
                .get("/api/v1/favourites", Access.user(Scope.READ_FAVOURITES), this::list);
    }

    private Future<StatusView> favourite(Request request) {
        return favourites.add(request.account(), StatusRoutes.id(request)).compose(done -> view(request));
    }

    private Future<StatusView> unfavourite(Request request) {
        return favourites
                .remove(request.account(), StatusRoutes.id(request))
                .compose(target -> views.view(request.optionalAccount(), target));
    }

    private Future<StatusView> view(Request request) {
        return visible.get(request.optionalAccount(), StatusRoutes.id(request))
                .compose(status -> views.view(request.optionalAccount(), status));
    }

    private Future<Page<AccountView>> favouritedBy(Request request) {
        return visible.get(request.optionalAccount(), StatusRoutes.id(request))
                .compose(status -> favourites.byStatus(
                        status.original().id(), request.params().pageRequest(PageLimits.ACCOUNTS)))
                .compose(page -> accounts.activeInOrder(page.entries().stream()
                                .map(Favourites.Favourite::account)
                                .toList())
                        .map(found -> page.mapEntries(entries -> accountViews.viewAll(found))));
    }

    private Future<Page<StatusView>> list(Request request) {
        return favourites
                .byAccount(request.account(), request.params().pageRequest(PageLimits.STATUSES))
                .compose(page -> {
                    List<StatusId> ids = page.entries().stream()
                            .map(Favourites.Favourite::status)
                            .toList();
                    return visible.byIds(request.optionalAccount(), ids)
                            .compose(found -> views.views(request.optionalAccount(), found))
                            .map(shown -> page.mapEntries(entries -> shown));
                });
    }
}
