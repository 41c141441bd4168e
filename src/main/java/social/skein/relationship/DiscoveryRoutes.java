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
import social.skein.account.Directory;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** Finding people to follow: suggestions, the directory, and whom one knows among somebody's followers. */
public final class DiscoveryRoutes {
    private static final int USUAL = 40;
    private static final int MOST = 80;
    private static final int MOST_FAMILIAR = 40;

    private final Suggestions suggestions;
    private final FamiliarFollowers familiar;
    private final Directory directory;
    private final Others others;

    public DiscoveryRoutes(Suggestions suggestions, FamiliarFollowers familiar, Directory directory, Others others) {
        this.suggestions = suggestions;
        this.familiar = familiar;
        this.directory = directory;
        this.others = others;
    }

    public void mount(Endpoints api) {
        api.get("/api/v2/suggestions", Access.user(Scope.READ_ACCOUNTS), this::suggestions)
                .get("/api/v1/suggestions", Access.user(Scope.READ_ACCOUNTS), this::suggested)
                .delete("/api/v1/suggestions/:id", Access.user(Scope.WRITE_ACCOUNTS), this::dismiss)
                .get("/api/v1/accounts/familiar_followers", Access.user(Scope.READ_FOLLOWS), this::familiar)
                .get("/api/v1/directory", Access.anyone(), this::directory);
    }

    private Future<List<SuggestionView>> suggestions(Request request) {
        return found(request)
                .map(found -> found.stream()
                        .map(one -> SuggestionView.of(one.friends() > 0, others.view(one.account())))
                        .toList());
    }

    private Future<List<AccountView>> suggested(Request request) {
        return found(request)
                .map(found ->
                        found.stream().map(one -> others.view(one.account())).toList());
    }

    private Future<List<Suggestions.Suggestion>> found(Request request) {
        int limit = request.params().limit(USUAL, MOST);
        return suggestions.page(request.account(), limit, request.params().offset());
    }

    /** Whoever is dismissed need not be there any more. */
    private Future<Map<String, String>> dismiss(Request request) {
        AccountId account = AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
        return suggestions.dismiss(request.account(), account).map(Map.of());
    }

    private Future<List<FamiliarView>> familiar(Request request) {
        List<AccountId> asked = request.params().list("id").stream()
                .map(AccountId::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (asked.size() > MOST_FAMILIAR) {
            throw new Problem.Invalid("Familiar followers of at most " + MOST_FAMILIAR + " can be asked for at once");
        }
        return familiar.of(request.account(), asked).compose(found -> {
            Set<AccountId> all = new HashSet<>(asked);
            found.values().forEach(all::addAll);
            return others.byIds(all)
                    .map(known -> asked.stream()
                            .filter(known::containsKey)
                            .map(id -> new FamiliarView(id.toString(), shown(id, found, known)))
                            .toList());
        });
    }

    private List<AccountView> shown(
            AccountId of, Map<AccountId, List<AccountId>> found, Map<AccountId, Account> known) {
        boolean hidden = Optional.ofNullable(known.get(of))
                .map(account -> account.profile().hideCollections())
                .orElse(true);
        return (hidden ? Stream.<AccountId>empty() : found.getOrDefault(of, List.of()).stream())
                .map(known::get)
                .filter(Objects::nonNull)
                .filter(account -> !account.suspended() && !account.profile().hideCollections())
                .map(others::view)
                .toList();
    }

    /** Nobody here is from elsewhere, so local or not makes no difference. */
    private Future<List<AccountView>> directory(Request request) {
        int limit = request.params().limit(USUAL, MOST);
        int offset = request.params().offset();
        Future<List<AccountId>> page = switch (request.params().filled("order").orElse("active")) {
            case "active" -> directory.active(limit, offset);
            case "new" -> directory.newest(limit, offset);
            default -> throw new Problem.Malformed("Parameter order should be active or new");
        };
        return page.compose(ids -> others.met(request.reader(), ids))
                .compose(ids -> others.byIds(new HashSet<>(ids))
                        .map(known -> ids.stream()
                                .map(known::get)
                                .filter(Objects::nonNull)
                                .map(others::view)
                                .toList()));
    }
}
