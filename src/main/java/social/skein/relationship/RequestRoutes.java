package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;

/** Who asks to follow, and letting them in or turning them away. */
public final class RequestRoutes {
    private final Following following;
    private final FollowRequests requests;
    private final Relationships relationships;
    private final Others others;

    public RequestRoutes(Following following, FollowRequests requests, Relationships relationships, Others others) {
        this.following = following;
        this.requests = requests;
        this.relationships = relationships;
        this.others = others;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/follow_requests", Access.user(Scope.READ_FOLLOWS), this::waiting)
                .post("/api/v1/follow_requests/:id/authorize", Access.user(Scope.WRITE_FOLLOWS), this::authorize)
                .post("/api/v1/follow_requests/:id/reject", Access.user(Scope.WRITE_FOLLOWS), this::reject);
    }

    private Future<Page<AccountView>> waiting(Request request) {
        return requests.to(request.account(), Others.window(request)).compose(others::show);
    }

    private Future<RelationshipView> authorize(Request request) {
        return others.named(request)
                .compose(follower ->
                        following.authorize(request.account(), follower.id()).map(follower))
                .compose(follower -> relationship(request, follower));
    }

    private Future<RelationshipView> reject(Request request) {
        return others.named(request)
                .compose(follower ->
                        following.reject(request.account(), follower.id()).map(follower))
                .compose(follower -> relationship(request, follower));
    }

    private Future<RelationshipView> relationship(Request request, Account other) {
        return relationships.between(request.account(), other.id());
    }
}
