package social.skein.relationship;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.account.ProfileDirectory;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.PageLimits;
import social.skein.model.Problem;

/** Finding accounts to follow: suggestions, the directory, and familiar followers. */
public final class DiscoveryRoutes {
    private static final int MAX_FAMILIAR_IDS = 40;

    private final Suggestions suggestions;
    private final FamiliarFollowers familiar;
    private final ProfileDirectory directory;
    private final RelatedAccounts relatedAccounts;

    public DiscoveryRoutes(
            Suggestions suggestions,
            FamiliarFollowers familiar,
            ProfileDirectory directory,
            RelatedAccounts relatedAccounts) {
        this.suggestions = suggestions;
        this.familiar = familiar;
        this.directory = directory;
        this.relatedAccounts = relatedAccounts;
    }

    public void mount(Endpoints api) {
        api.get("/api/v2/suggestions", Access.user(Scope.READ_ACCOUNTS), this::suggestions)
                .get("/api/v1/suggestions", Access.user(Scope.READ_ACCOUNTS), this::suggestionsV1)
                .delete("/api/v1/suggestions/:id", Access.user(Scope.WRITE_ACCOUNTS), this::dismiss)
                .get("/api/v1/accounts/familiar_followers", Access.user(Scope.READ_FOLLOWS), this::familiar)
                .cacheable("/api/v1/directory", Access.anyone(), CachePolicy.POSTS, this::directory);
    }

    private Future<List<SuggestionView>> suggestions(Request request) {
        return findSuggestions(request)
                .map(found -> found.stream()
                        .map(suggestion -> SuggestionView.of(
                                suggestion.followedByFollowees() > 0, relatedAccounts.view(suggestion.account())))
                        .toList());
    }

    private Future<List<AccountView>> suggestionsV1(Request request) {
        return findSuggestions(request)
                .map(found -> found.stream()
                        .map(suggestion -> relatedAccounts.view(suggestion.account()))
                        .toList());
    }

    private Future<List<Suggestions.Suggestion>> findSuggestions(Request request) {
        int limit = request.params().limit(PageLimits.ACCOUNTS);
        return suggestions.page(request.account(), limit, request.params().offset());
    }

    /** The dismissed account may have been deleted. */
    private Future<Map<String, String>> dismiss(Request request) {
        AccountId account = AccountId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
        return suggestions.dismiss(request.account(), account).map(Map.of());
    }

    private Future<List<FamiliarFollowersView>> familiar(Request request) {
        List<AccountId> ids = request.params().list("id").stream()
                .map(AccountId::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (ids.size() > MAX_FAMILIAR_IDS) {
            throw new Problem.Invalid(
                    "Familiar followers of at most " + MAX_FAMILIAR_IDS + " can be requested at once");
        }
        return familiar.find(request.account(), ids).compose(found -> familiarViews(ids, found));
    }

    private Future<List<FamiliarFollowersView>> familiarViews(
            List<AccountId> ids, Map<AccountId, List<AccountId>> found) {
        Set<AccountId> referenced = new HashSet<>(ids);
        found.values().forEach(referenced::addAll);
        return relatedAccounts
                .byIds(referenced)
                .map(accountsById -> ids.stream()
                        .filter(accountsById::containsKey)
                        .map(id -> new FamiliarFollowersView(id.toString(), familiarViews(id, found, accountsById)))
                        .toList());
    }

    private List<AccountView> familiarViews(
            AccountId target, Map<AccountId, List<AccountId>> found, Map<AccountId, Account> accounts) {
        boolean hidden = Optional.ofNullable(accounts.get(target))
                .map(account -> account.profile().hideCollections())
                .orElse(true);
        return (hidden ? Stream.<AccountId>empty() : found.getOrDefault(target, List.of()).stream())
                .map(accounts::get)
                .filter(Objects::nonNull)
                .filter(account -> !account.suspended() && !account.profile().hideCollections())
                .map(relatedAccounts::view)
                .toList();
    }

    /** All accounts are local, so the parameter {@code local} makes no difference. */
    private Future<List<AccountView>> directory(Request request) {
        int limit = request.params().limit(PageLimits.ACCOUNTS);
        int offset = request.params().offset();
        Future<List<AccountId>> page =
                switch (request.params().nonBlank("order").orElse("active")) {
                    case "active" -> directory.active(limit, offset);
                    case "new" -> directory.newest(limit, offset);
                    default -> throw new Problem.Malformed("Parameter order should be active or new");
                };
        return page.compose(ids -> relatedAccounts.visibleTo(request.optionalAccount(), ids))
                .compose(ids -> relatedAccounts
                        .byIds(new HashSet<>(ids))
                        .map(accountsById -> ids.stream()
                                .map(accountsById::get)
                                .filter(Objects::nonNull)
                                .map(relatedAccounts::view)
                                .toList()));
    }
}
