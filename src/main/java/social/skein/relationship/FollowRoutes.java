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
import social.skein.model.Problem;
import social.skein.model.Window;

/** Following, unfollowing, lists of who follows whom, and how one stands to others. */
public final class FollowRoutes {
    /** More than any client asks about at once: some ask for a whole page of people and those they are followed by. */
    private static final int MOST_RELATIONSHIPS = 400;

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final int MOST_LANGUAGES = 100;

    private final Following following;
    private final Follows follows;
    private final Relationships relationships;
    private final Relations relations;
    private final Others others;

    public FollowRoutes(
            Following following, Follows follows, Relationships relationships, Relations relations, Others others) {
        this.following = following;
        this.follows = follows;
        this.relationships = relationships;
        this.relations = relations;
        this.others = others;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts/:id/follow", Access.user(Scope.WRITE_FOLLOWS), this::follow)
                .post("/api/v1/accounts/:id/unfollow", Access.user(Scope.WRITE_FOLLOWS), this::unfollow)
                .post("/api/v1/accounts/:id/remove_from_followers", Access.user(Scope.WRITE_FOLLOWS), this::remove)
                .get("/api/v1/accounts/relationships", Access.user(Scope.READ_FOLLOWS), this::relationships)
                .get("/api/v1/accounts/:id/followers", Access.anyone(Scope.READ_ACCOUNTS), this::followers)
                .get("/api/v1/accounts/:id/following", Access.anyone(Scope.READ_ACCOUNTS), this::following);
    }

    private Future<RelationshipView> follow(Request request) {
        FollowTerms terms = terms(request.params());
        return others.named(request, "follow")
                .compose(target ->
                        following.follow(request.account(), target, terms).map(target))
                .compose(target -> relationships.between(request.account(), target.id()));
    }

    private Future<RelationshipView> unfollow(Request request) {
        return others.named(request, "unfollow")
                .compose(target ->
                        following.unfollow(request.account(), target.id()).map(target))
                .compose(target -> relationships.between(request.account(), target.id()));
    }

    private Future<RelationshipView> remove(Request request) {
        return others.named(request, "remove")
                .compose(follower ->
                        following.remove(request.account(), follower.id()).map(follower))
                .compose(follower -> relationships.between(request.account(), follower.id()));
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
        return others.byIds(new HashSet<>(asked))
                .compose(known -> relationships.between(
                        request.account(),
                        asked.stream().filter(known::containsKey).toList()));
    }

    private Future<Page<AccountView>> followers(Request request) {
        return people(request, follows::followers);
    }

    private Future<Page<AccountView>> following(Request request) {
        return people(request, follows::following);
    }

    /** Nobody is shown of whom keeps their collections to themselves, or has blocked the reader. */
    private Future<Page<AccountView>> people(Request request, BiFunction<AccountId, Window, Future<Page<Entry>>> list) {
        Window window = Others.window(request);
        return others.named(request)
                .compose(account -> isHidden(request.reader(), account)
                        .compose(hidden -> hidden
                                ? Future.succeededFuture(Page.empty())
                                : list.apply(account.id(), window)
                                        .compose(page -> request.reader().equals(Optional.of(account.id()))
                                                ? others.show(page)
                                                : others.showMet(request.reader(), page))));
    }

    private Future<Boolean> isHidden(Optional<AccountId> reader, Account account) {
        if (reader.equals(Optional.of(account.id()))) {
            return Future.succeededFuture(false);
        }
        return account.profile().hideCollections() || reader.isEmpty()
                ? Future.succeededFuture(account.profile().hideCollections())
                : relations.ties(reader.get(), List.of(account.id())).map(ties -> ties.isBlockedBy(account.id()));
    }

    private static FollowTerms terms(Params params) {
        return new FollowTerms(given(params, "reblogs"), given(params, "notify"), languages(params));
    }

    private static Optional<Boolean> given(Params params, String name) {
        return params.filled(name).map(there -> params.flag(name, false));
    }

    private static Optional<List<String>> languages(Params params) {
        if (!params.has("languages")) {
            return Optional.empty();
        }
        List<String> languages = params.list("languages").stream()
                .filter(word -> !word.isBlank())
                .distinct()
                .toList();
        if (languages.size() > MOST_LANGUAGES
                || !languages.stream().allMatch(word -> LANGUAGE.matcher(word).matches())) {
            throw new Problem.Invalid("Validation failed: Languages should be a list of codes like en or pt-BR, "
                    + MOST_LANGUAGES + " at the most");
        }
        return Optional.of(languages);
    }
}
