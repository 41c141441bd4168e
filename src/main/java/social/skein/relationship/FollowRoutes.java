package social.skein.relationship;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** Follows over HTTP: follow, unfollow, followers and followees, and relationships. */
public final class FollowRoutes {
    /**
     * More than any client requests at once; some request a whole page of accounts together with their familiar
     * followers.
     */
    private static final int MAX_RELATIONSHIPS = 400;

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final int MAX_LANGUAGES = 100;

    private final FollowActions followActions;
    private final Follows follows;
    private final RelationshipViews relationshipViews;
    private final RelationLoader relationLoader;
    private final RelatedAccounts relatedAccounts;

    public FollowRoutes(
            FollowActions followActions,
            Follows follows,
            RelationshipViews relationshipViews,
            RelationLoader relationLoader,
            RelatedAccounts relatedAccounts) {
        this.followActions = followActions;
        this.follows = follows;
        this.relationshipViews = relationshipViews;
        this.relationLoader = relationLoader;
        this.relatedAccounts = relatedAccounts;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts/:id/follow", Access.user(Scope.WRITE_FOLLOWS), this::follow)
                .post("/api/v1/accounts/:id/unfollow", Access.user(Scope.WRITE_FOLLOWS), this::unfollow)
                .post(
                        "/api/v1/accounts/:id/remove_from_followers",
                        Access.user(Scope.WRITE_FOLLOWS),
                        this::removeFollower)
                .get("/api/v1/accounts/relationships", Access.user(Scope.READ_FOLLOWS), this::relationships)
                .get("/api/v1/accounts/:id/followers", Access.anyone(Scope.READ_ACCOUNTS), this::followers)
                .get("/api/v1/accounts/:id/following", Access.anyone(Scope.READ_ACCOUNTS), this::following);
    }

    private Future<RelationshipView> follow(Request request) {
        FollowOptions options = options(request.params());
        return relatedAccounts
                .fromPathExceptSelf(request, "follow")
                .compose(target ->
                        followActions.follow(request.account(), target, options).map(target))
                .compose(target -> relationshipViews.between(request.account(), target.id()));
    }

    private Future<RelationshipView> unfollow(Request request) {
        return relatedAccounts
                .fromPathExceptSelf(request, "unfollow")
                .compose(target ->
                        followActions.unfollow(request.account(), target.id()).map(target))
                .compose(target -> relationshipViews.between(request.account(), target.id()));
    }

    private Future<RelationshipView> removeFollower(Request request) {
        return relatedAccounts
                .fromPathExceptSelf(request, "remove")
                .compose(follower -> followActions
                        .removeFollower(request.account(), follower.id())
                        .map(follower))
                .compose(follower -> relationshipViews.between(request.account(), follower.id()));
    }

    private Future<List<RelationshipView>> relationships(Request request) {
        List<AccountId> ids = request.params().list("id").stream()
                .map(AccountId::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (ids.size() > MAX_RELATIONSHIPS) {
            throw new Problem.Invalid("At most " + MAX_RELATIONSHIPS + " relationships can be requested at once");
        }
        return relatedAccounts
                .byIds(new HashSet<>(ids))
                .compose(accountsById -> relationshipViews.between(
                        request.account(),
                        ids.stream().filter(accountsById::containsKey).toList()));
    }

    private Future<Page<AccountView>> followers(Request request) {
        return accountPage(request, follows::followers);
    }

    private Future<Page<AccountView>> following(Request request) {
        return accountPage(request, follows::following);
    }

    private Future<Page<AccountView>> accountPage(
            Request request, BiFunction<AccountId, PageRequest, Future<Page<AccountEntry>>> list) {
        Optional<AccountId> viewer = request.optionalAccount();
        PageRequest window = RelatedAccounts.window(request);
        return relatedAccounts
                .fromPath(request)
                .compose(owner -> pageUnlessHidden(viewer, owner, () -> list.apply(owner.id(), window)));
    }

    /**
     * Empty if the account hides its collections or has blocked the viewer, unless the viewer is the account itself.
     */
    private Future<Page<AccountView>> pageUnlessHidden(
            Optional<AccountId> viewer, Account owner, Supplier<Future<Page<AccountEntry>>> entries) {
        return isHiddenFrom(viewer, owner)
                .compose(hidden -> hidden ? Future.succeededFuture(Page.empty()) : loadPage(viewer, owner, entries));
    }

    private Future<Page<AccountView>> loadPage(
            Optional<AccountId> viewer, Account owner, Supplier<Future<Page<AccountEntry>>> entries) {
        return entries.get().compose(page -> accountViews(viewer, owner, page));
    }

    private Future<Page<AccountView>> accountViews(Optional<AccountId> viewer, Account owner, Page<AccountEntry> page) {
        return viewer.equals(Optional.of(owner.id()))
                ? relatedAccounts.views(page)
                : relatedAccounts.visibleViews(viewer, page);
    }

    private Future<Boolean> isHiddenFrom(Optional<AccountId> viewer, Account account) {
        if (viewer.equals(Optional.of(account.id()))) {
            return Future.succeededFuture(false);
        }
        return account.profile().hideCollections() || viewer.isEmpty()
                ? Future.succeededFuture(account.profile().hideCollections())
                : relationLoader
                        .load(viewer.get(), List.of(account.id()))
                        .map(relations -> relations.isBlockedBy(account.id()));
    }

    private static FollowOptions options(Params params) {
        return new FollowOptions(optionalFlag(params, "reblogs"), optionalFlag(params, "notify"), languages(params));
    }

    private static Optional<Boolean> optionalFlag(Params params, String name) {
        return params.nonBlank(name).map(present -> params.flag(name, false));
    }

    private static Optional<List<String>> languages(Params params) {
        if (!params.has("languages")) {
            return Optional.empty();
        }
        List<String> languages = params.list("languages").stream()
                .filter(code -> !code.isBlank())
                .distinct()
                .toList();
        if (languages.size() > MAX_LANGUAGES
                || !languages.stream().allMatch(code -> LANGUAGE.matcher(code).matches())) {
            throw new Problem.Invalid("Validation failed: Languages should be a list of codes like en or pt-BR, "
                    + MAX_LANGUAGES + " at the most");
        }
        return Optional.of(languages);
    }
}
