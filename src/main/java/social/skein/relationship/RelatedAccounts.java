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
import social.skein.model.PageLimits;
import social.skein.model.PageRequest;
import social.skein.model.Problem;

/** The accounts a request refers to: the one in its path, and those in a list it returns. */
public final class RelatedAccounts {

    private final Accounts accounts;
    private final AccountViews views;
    private final RelationLoader relationLoader;

    public RelatedAccounts(Accounts accounts, AccountViews views, RelationLoader relationLoader) {
        this.accounts = accounts;
        this.views = views;
        this.relationLoader = relationLoader;
    }

    /** The account in the path; a {@link Problem.NotFound} if there is none. */
    Future<Account> fromPath(Request request) {
        return AccountId.parse(request.pathParam("id"))
                .map(accounts::get)
                .orElseGet(() -> Future.failedFuture(new Problem.NotFound()));
    }

    /**
     * The account in the path, which must not be the signed-in one: that is a {@link Problem.Forbidden} that names the
     * action.
     */
    Future<Account> fromPathExceptSelf(Request request, String action) {
        return fromPath(request).map(account -> {
            if (account.id().equals(request.account())) {
                throw new Problem.Forbidden("This action is not allowed: you cannot " + action + " yourself");
            }
            return account;
        });
    }

    static PageRequest window(Request request) {
        return request.params().pageRequest(PageLimits.ACCOUNTS);
    }

    /** Renders all accounts of a page, in order. */
    Future<Page<AccountView>> views(Page<AccountEntry> page) {
        return accounts.activeInOrder(ids(page)).map(found -> page.mapEntries(entries -> views.viewAll(found)));
    }

    /** Renders the accounts of a page that the viewer neither blocks nor mutes nor is blocked by. */
    Future<Page<AccountView>> visibleViews(Optional<AccountId> viewer, Page<AccountEntry> page) {
        return visibleTo(viewer, ids(page))
                .compose(visible ->
                        accounts.activeInOrder(visible).map(found -> page.mapEntries(entries -> views.viewAll(found))));
    }

    /** The accounts that the viewer neither blocks nor mutes nor is blocked by, in order. */
    Future<List<AccountId>> visibleTo(Optional<AccountId> viewer, List<AccountId> ids) {
        return viewer.map(reader -> relationLoader
                        .load(reader, ids)
                        .map(relations -> ids.stream()
                                .filter(id -> !relations.hasBlockWith(id) && !relations.mutes(id))
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
