package social.skein.posting;

import io.vertx.core.Future;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;

/** Boosts over HTTP: boost, unboost, and the list of accounts that boosted a status. */
public final class BoostRoutes {
    private final StatusActions actions;
    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final Accounts accounts;
    private final AccountViews accountViews;

    public BoostRoutes(
            StatusActions actions,
            Statuses statuses,
            VisibleStatuses visible,
            StatusViews views,
            Accounts accounts,
            AccountViews accountViews) {
        this.actions = actions;
        this.statuses = statuses;
        this.visible = visible;
        this.views = views;
        this.accounts = accounts;
        this.accountViews = accountViews;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/statuses/:id/reblog", Access.user(Scope.WRITE_STATUSES), this::boost)
                .post("/api/v1/statuses/:id/unreblog", Access.user(Scope.WRITE_STATUSES), this::unboost)
                .get("/api/v1/statuses/:id/reblogged_by", Access.anyone(Scope.READ_ACCOUNTS), this::boostedBy);
    }

    private Future<StatusView> boost(Request request) {
        return actions.boost(
                        request.account(),
                        StatusRoutes.id(request),
                        StatusRequestParser.parseVisibility(request.params()))
                .compose(boost -> views.view(request.optionalAccount(), boost));
    }

    private Future<StatusView> unboost(Request request) {
        return actions.unboost(request.account(), StatusRoutes.id(request))
                .compose(target -> views.view(request.optionalAccount(), target));
    }

    private Future<Page<AccountView>> boostedBy(Request request) {
        return visible.get(request.optionalAccount(), StatusRoutes.id(request))
                .compose(status -> statuses.publicBoostsOf(
                        status.original().id(), request.params().pageRequest(PageLimits.ACCOUNTS)))
                .compose(page -> accounts.activeInOrder(page.entries().stream()
                                .map(Statuses.Boost::account)
                                .toList())
                        .map(found -> page.mapEntries(boosts -> accountViews.viewAll(found))));
    }
}
