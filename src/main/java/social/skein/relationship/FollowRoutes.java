package social.skein.relationship;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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

/** Following, unfollowing, lists of who follows whom, and how one stands to others. */
public final class FollowRoutes {
    /** More than any client asks about at once: some ask for a whole page of people and those they are followed by. */
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
        FollowOptions terms = options(request.params());
        return relatedAccounts
                .fromPathExceptSelf(request, "follow")
                .compose(target ->
                        followActions.follow(request.account(), target, terms).map(target))
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
        List<AccountId> asked = request.params().list("id").stream()
                .map(AccountId::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (asked.size() > MAX_RELATIONSHIPS) {
            throw new Problem.Invalid("At most " + MAX_RELATIONSHIPS + " relationships can be asked for at once");
        }
        return relatedAccounts
                .byIds(new HashSet<>(asked))
                .compose(known -> relationshipViews.between(
                        request.account(),
                        asked.stream().filter(known::containsKey).toList()));
    }

    private Future<Page<AccountView>> followers(Request request) {
        return accountPage(request, follows::followers);
    }

    private Future<Page<AccountView>> following(Request request) {
        return accountPage(request, follows::following);
    }

    /** Nobody is shown of whom keeps their collections to themselves, or has blocked the reader. */
    private Future<Page<AccountView>> accountPage(
            Request request, BiFunction<AccountId, PageRequest, Future<Page<AccountEntry>>> list) {
        PageRequest window = RelatedAccounts.window(request);
        return relatedAccounts
                .fromPath(request)
                .compose(account -> isHiddenFrom(request.optionalAccount(), account)
                        .compose(hidden -> hidden
                                ? Future.succeededFuture(Page.empty())
                                : list.apply(account.id(), window)
                                        .compose(page -> request.optionalAccount()
                                                        .equals(Optional.of(account.id()))
                                                ? relatedAccounts.views(page)
                                                : relatedAccounts.visibleViews(request.optionalAccount(), page))));
    }

    private Future<Boolean> isHiddenFrom(Optional<AccountId> reader, Account account) {
        if (reader.equals(Optional.of(account.id()))) {
            return Future.succeededFuture(false);
        }
        return account.profile().hideCollections() || reader.isEmpty()
                ? Future.succeededFuture(account.profile().hideCollections())
                : relationLoader.load(reader.get(), List.of(account.id())).map(ties -> ties.isBlockedBy(account.id()));
    }

    private static FollowOptions options(Params params) {
        return new FollowOptions(optionalFlag(params, "reblogs"), optionalFlag(params, "notify"), languages(params));
    }

    private static Optional<Boolean> optionalFlag(Params params, String name) {
        return params.nonBlank(name).map(there -> params.flag(name, false));
    }

    private static Optional<List<String>> languages(Params params) {
        if (!params.has("languages")) {
            return Optional.empty();
        }
        List<String> languages = params.list("languages").stream()
                .filter(word -> !word.isBlank())
                .distinct()
                .toList();
        if (languages.size() > MAX_LANGUAGES
                || !languages.stream().allMatch(word -> LANGUAGE.matcher(word).matches())) {
            throw new Problem.Invalid("Validation failed: Languages should be a list of codes like en or pt-BR, "
                    + MAX_LANGUAGES + " at the most");
        }
        return Optional.of(languages);
    }
}
