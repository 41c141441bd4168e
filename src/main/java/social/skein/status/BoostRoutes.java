package social.skein.status;

import io.vertx.core.Future;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;

/** Boosts over HTTP: made, taken back, and who made them. */
public final class BoostRoutes {
    private final Posting posting;
    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final Accounts accounts;
    private final AccountViews people;

    public BoostRoutes(
            Posting posting,
            Statuses statuses,
            VisibleStatuses visible,
            StatusViews views,
            Accounts accounts,
            AccountViews people) {
        this.posting = posting;
        this.statuses = statuses;
        this.visible = visible;
        this.views = views;
        this.accounts = accounts;
        this.people = people;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/statuses/:id/reblog", Access.user(Scope.WRITE_STATUSES), this::boost)
                .post("/api/v1/statuses/:id/unreblog", Access.user(Scope.WRITE_STATUSES), this::unboost)
                .get("/api/v1/statuses/:id/reblogged_by", Access.anyone(Scope.READ_ACCOUNTS), this::boostedBy);
    }

    private Future<StatusView> boost(Request request) {
        return posting.boost(request.account(), StatusRoutes.id(request), StatusForm.visibility(request.params()))
                .compose(boost -> views.view(request.reader(), boost));
    }

    private Future<StatusView> unboost(Request request) {
        return posting.unboost(request.account(), StatusRoutes.id(request))
                .compose(original -> views.view(request.reader(), original));
    }

    private Future<Page<AccountView>> boostedBy(Request request) {
        return visible.get(request.reader(), StatusRoutes.id(request))
                .compose(status -> statuses.boostsOf(
                        status.original().id(), request.params().window(40, 80)))
                .compose(page -> accounts.listed(
                                page.entries().stream().map(Statuses.Boost::by).toList())
                        .map(found -> page.with(boosts -> people.views(found))));
    }
}
