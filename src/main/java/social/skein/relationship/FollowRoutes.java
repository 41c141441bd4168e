package social.skein.relationship;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.Window;

/** Following, unfollowing, and lists of who follows whom. */
public final class FollowRoutes {
    private static final int USUAL = 40;
    private static final int MOST = 80;

    /** More than any client asks about at once: some ask for a whole page of people and those they are followed by. */
    private static final int MOST_RELATIONSHIPS = 400;

    private final Follows follows;
    private final Accounts accounts;
    private final AccountViews views;

    public FollowRoutes(Follows follows, Accounts accounts, AccountViews views) {
        this.follows = follows;
        this.accounts = accounts;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts/:id/follow", Access.user(Scope.WRITE_FOLLOWS), this::follow)
                .post("/api/v1/accounts/:id/unfollow", Access.user(Scope.WRITE_FOLLOWS), this::unfollow)
                .get("/api/v1/accounts/relationships", Access.user(Scope.READ_FOLLOWS), this::relationships)
                .get("/api/v1/accounts/:id/followers", Access.anyone(Scope.READ_ACCOUNTS), this::followers)
                .get("/api/v1/accounts/:id/following", Access.anyone(Scope.READ_ACCOUNTS), this::following);
    }

    private Future<RelationshipView> follow(Request request) {
        AccountId target = other(request, "You cannot follow yourself");
        Params params = request.params();
        return accounts.get(target)
                .compose(there ->
                        follows.follow(request.account(), target, given(params, "reblogs"), given(params, "notify")))
                .compose(done -> relationship(request.account(), target));
    }

    private Future<RelationshipView> unfollow(Request request) {
        AccountId target = other(request, "You cannot unfollow yourself");
        return accounts.get(target)
                .compose(there -> follows.unfollow(request.account(), target))
                .compose(done -> relationship(request.account(), target));
    }

    private Future<RelationshipView> relationship(AccountId viewer, AccountId target) {
        return follows.between(viewer, List.of(target)).map(found -> RelationshipView.of(found.get(0)));
    }

    private Future<List<RelationshipView>> relationships(Request request) {
        List<AccountId> asked = request.params().list("id").stream()
                .map(AccountId::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (asked.size() > MOST_RELATIONSHIPS) {
            throw new Problem.Invalid("At most " + MOST_RELATIONSHIPS + " relationships can be asked for at once");
        }
        return Future.all(accounts.byIds(asked), follows.between(request.account(), asked))
                .map(both -> {
                    Set<AccountId> known = both.<Map<AccountId, ?>>resultAt(0).keySet();
                    List<Relationship> found = both.resultAt(1);
                    return found.stream()
                            .filter(relationship -> known.contains(relationship.with()))
                            .map(RelationshipView::of)
                            .toList();
                });
    }

    private Future<Page<AccountView>> followers(Request request) {
        return people(request, follows::followers);
    }

    private Future<Page<AccountView>> following(Request request) {
        return people(request, follows::following);
    }

    private Future<Page<AccountView>> people(
            Request request, BiFunction<AccountId, Window, Future<Page<Follows.Edge>>> list) {
        Window window = request.params().window(USUAL, MOST);
        return accounts.get(account(request))
                .compose(account -> list.apply(account.id(), window))
                .compose(page -> accounts.inOrder(page.entries().stream()
                                .map(Follows.Edge::account)
                                .toList())
                        .map(found -> page.with(edges -> views.views(found))));
    }

    private static AccountId other(Request request, String refusal) {
        AccountId target = account(request);
        if (target.equals(request.account())) {
            throw new Problem.Forbidden(refusal);
        }
        return target;
    }

    private static AccountId account(Request request) {
        return AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }

    private static Optional<Boolean> given(Params params, String name) {
        return params.filled(name).map(there -> params.flag(name, false));
    }
}
