package social.skein.relationship;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** The other people a request is about: the one its path names, and those a list of people shows. */
public final class RelatedAccounts {
    private static final int DEFAULT_LIMIT = 40;
    private static final int MAX_LIMIT = 80;

    private final Accounts accounts;
    private final AccountViews views;
    private final RelationLoader relationLoader;

    public RelatedAccounts(Accounts accounts, AccountViews views, RelationLoader relationLoader) {
        this.accounts = accounts;
        this.views = views;
        this.relationLoader = relationLoader;
    }

    /** Whom the path names by {@code :id}; a {@link Problem.NotFound} where that is nobody. */
    Future<Account> fromPath(Request request) {
        return AccountId.parse(request.pathParam("id"))
                .map(accounts::get)
                .orElseGet(() -> Future.failedFuture(new Problem.NotFound()));
    }

    /** Whom the path names, where it is somebody else; a {@link Problem.Forbidden} says what cannot be done to oneself. */
    Future<Account> fromPathExceptSelf(Request request, String action) {
        return fromPath(request).map(account -> {
            if (account.id().equals(request.account())) {
                throw new Problem.Forbidden("You cannot " + action + " yourself");
            }
            return account;
        });
    }

    static PageRequest window(Request request) {
        return request.params().pageRequest(DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** Everybody on a page, in its order. */
    Future<Page<AccountView>> views(Page<AccountEntry> page) {
        return accounts.activeInOrder(ids(page)).map(found -> page.mapEntries(entries -> views.viewAll(found)));
    }

    /** Those on a page whom the viewer should meet: nobody they keep away from, or who keeps away from them. */
    Future<Page<AccountView>> visibleViews(Optional<AccountId> viewer, Page<AccountEntry> page) {
        return visibleTo(viewer, ids(page))
                .compose(met ->
                        accounts.activeInOrder(met).map(found -> page.mapEntries(entries -> views.viewAll(found))));
    }

    /** Those of the accounts whom the viewer neither blocks nor mutes nor is blocked by, in their order. */
    Future<List<AccountId>> visibleTo(Optional<AccountId> viewer, List<AccountId> ids) {
        return viewer.map(reader -> relationLoader
                        .load(reader, ids)
                        .map(ties -> ids.stream()
                                .filter(id -> !ties.hasBlockWith(id) && !ties.mutes(id))
                                .toList()))
                .orElse(Future.succeededFuture(ids));
    }

    Future<Map<AccountId, Account>> byIds(Set<AccountId> ids) {
        return accounts.byIds(ids);
    }

    AccountView view(Account account) {
        return views.view(account);
    }

    private static List<AccountId> ids(Page<AccountEntry> page) {
        return page.entries().stream().map(AccountEntry::account).collect(Collectors.toList());
    }
}
