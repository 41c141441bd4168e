package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;

/** Follow requests over HTTP: list, accept, reject. */
public final class FollowRequestRoutes {
    private final FollowActions followActions;
    private final FollowRequests requests;
    private final RelationshipViews relationshipViews;
    private final RelatedAccounts relatedAccounts;

    public FollowRequestRoutes(
            FollowActions followActions,
            FollowRequests requests,
            RelationshipViews relationshipViews,
            RelatedAccounts relatedAccounts) {
        this.followActions = followActions;
        this.requests = requests;
        this.relationshipViews = relationshipViews;
        this.relatedAccounts = relatedAccounts;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/follow_requests", Access.user(Scope.READ_FOLLOWS), this::pending)
                .post("/api/v1/follow_requests/:id/authorize", Access.user(Scope.WRITE_FOLLOWS), this::authorize)
                .post("/api/v1/follow_requests/:id/reject", Access.user(Scope.WRITE_FOLLOWS), this::reject);
    }

    private Future<Page<AccountView>> pending(Request request) {
        return requests.page(request.account(), RelatedAccounts.window(request)).compose(relatedAccounts::views);
    }

    private Future<RelationshipView> authorize(Request request) {
        return relatedAccounts
                .fromPath(request)
                .compose(follower ->
                        followActions.accept(request.account(), follower.id()).map(follower))
                .compose(follower -> relationship(request, follower));
    }

    private Future<RelationshipView> reject(Request request) {
        return relatedAccounts
                .fromPath(request)
                .compose(follower ->
                        followActions.reject(request.account(), follower.id()).map(follower))
                .compose(follower -> relationship(request, follower));
    }

    private Future<RelationshipView> relationship(Request request, Account other) {
        return relationshipViews.between(request.account(), other.id());
    }
}
