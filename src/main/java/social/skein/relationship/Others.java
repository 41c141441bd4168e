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
import social.skein.model.Problem;
import social.skein.model.Window;

/** The other people a request is about: the one its path names, and those a list of people shows. */
public final class Others {
    private static final int USUAL = 40;
    private static final int MOST = 80;

    private final Accounts accounts;
    private final AccountViews views;
    private final Relations relations;

    public Others(Accounts accounts, AccountViews views, Relations relations) {
        this.accounts = accounts;
        this.views = views;
        this.relations = relations;
    }

    /** Whom the path names by {@code :id}; a {@link Problem.NotFound} where that is nobody. */
    Future<Account> named(Request request) {
        return AccountId.parse(request.path("id"))
                .map(accounts::get)
                .orElseGet(() -> Future.failedFuture(new Problem.NotFound()));
    }

    /** Whom the path names, where it is somebody else; a {@link Problem.Forbidden} says what cannot be done to oneself. */
    Future<Account> named(Request request, String toOneself) {
        return named(request).map(account -> {
            if (account.id().equals(request.account())) {
                throw new Problem.Forbidden("You cannot " + toOneself + " yourself");
            }
            return account;
        });
    }

    static Window window(Request request) {
        return request.params().window(USUAL, MOST);
    }

    /** Everybody on a page, in its order. */
    Future<Page<AccountView>> show(Page<Entry> page) {
        return accounts.listed(ids(page)).map(found -> page.with(entries -> views.views(found)));
    }

    /** Those on a page whom the viewer should meet: nobody they keep away from, or who keeps away from them. */
    Future<Page<AccountView>> showMet(Optional<AccountId> viewer, Page<Entry> page) {
        return met(viewer, ids(page))
                .compose(met -> accounts.listed(met).map(found -> page.with(entries -> views.views(found))));
    }

    /** Those of the accounts whom the viewer neither blocks nor mutes nor is blocked by, in their order. */
    Future<List<AccountId>> met(Optional<AccountId> viewer, List<AccountId> ids) {
        return viewer.map(reader -> relations
                        .ties(reader, ids)
                        .map(ties -> ids.stream()
                                .filter(id -> !ties.isApartFrom(id) && !ties.mutes(id))
                                .toList()))
                .orElse(Future.succeededFuture(ids));
    }

    Future<Map<AccountId, Account>> byIds(Set<AccountId> ids) {
        return accounts.byIds(ids);
    }

    AccountView view(Account account) {
        return views.view(account);
    }

    private static List<AccountId> ids(Page<Entry> page) {
        return page.entries().stream().map(Entry::account).collect(Collectors.toList());
    }
}
