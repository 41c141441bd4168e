package social.skein.search;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.account.Account;
import social.skein.account.AccountNameSearch;
import social.skein.account.Accounts;
import social.skein.account.HandleParser;
import social.skein.model.AccountId;
import social.skein.model.TextLimit;
import social.skein.relationship.Follows;

/** Finds accounts by part of a name, a handle, or the URL of a profile. */
public final class AccountSearch {
    /** Longer than any name, so a longer query finds nothing and is not run. */
    private static final int MAX_QUERY_LENGTH = 100;

    private static final int MAX_FOLLOWED = 10_000;

    private final Accounts accounts;
    private final AccountNameSearch finder;
    private final HandleParser handles;
    private final Follows follows;

    public AccountSearch(Accounts accounts, AccountNameSearch finder, HandleParser handles, Follows follows) {
        this.accounts = accounts;
        this.finder = finder;
        this.handles = handles;
        this.follows = follows;
    }

    /**
     * A search for accounts.
     *
     * @param followedBy restricts the results to accounts that this account follows
     */
    record AccountQuery(String text, Optional<AccountId> followedBy, int limit, int offset) {}

    Future<List<Account>> find(AccountQuery query) {
        String text = query.text.strip();
        if ((!text.contains("://") && TextLimit.exceeded(text, MAX_QUERY_LENGTH).isPresent())
                || text.indexOf('\0') >= 0) {
            return Future.succeededFuture(List.of());
        }
        Optional<String> username = text.contains("://") ? handles.usernameFromProfileUrl(text) : parseHandle(text);
        if (username.isPresent() || text.contains("://") || text.lastIndexOf('@') > 0) {
            return query.offset > 0 || username.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : findByUsername(username.get(), query.followedBy);
        }
        String prefix = text.startsWith("@") ? text.substring(1) : text;
        return prefix.isEmpty()
                ? Future.succeededFuture(List.of())
                : findByPrefix(prefix, query).compose(accounts::inOrder);
    }

    /** The local username of a handle with a domain; a handle without one may be a prefix of other names. */
    private Optional<String> parseHandle(String text) {
        return text.lastIndexOf('@') > 0 ? handles.localUsername(text) : Optional.empty();
    }

    private Future<List<AccountId>> findByPrefix(String prefix, AccountQuery query) {
        return query.followedBy
                .map(follower -> findAmongFollowees(follower, prefix, query))
                .orElseGet(() -> finder.find(prefix, query.limit, query.offset));
    }

    private Future<List<AccountId>> findAmongFollowees(AccountId follower, String prefix, AccountQuery query) {
        return follows.followees(follower, MAX_FOLLOWED)
                .compose(followees -> finder.findAmong(followees, prefix, query.limit, query.offset));
    }

    private Future<List<Account>> findByUsername(String username, Optional<AccountId> followedBy) {
        return accounts.byUsername(username)
                .map(found ->
                        found.filter(account -> !account.suspended()).stream().toList())
                .compose(found -> followedBy
                        .map(follower -> onlyFollowed(follower, found))
                        .orElseGet(() -> Future.succeededFuture(found)));
    }

    private Future<List<Account>> onlyFollowed(AccountId follower, List<Account> found) {
        List<AccountId> ids = found.stream().map(Account::id).toList();
        return follows.followedAmong(follower, ids)
                .map(followed -> found.stream()
                        .filter(account -> followed.contains(account.id()))
                        .toList());
    }
}
