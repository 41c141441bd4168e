package social.skein.search;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.account.Account;
import social.skein.account.AccountFinder;
import social.skein.account.Accounts;
import social.skein.account.HandleParser;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;

/** Finds accounts by what people type: a part of a name, a handle, or the address of a profile. */
public final class AccountSearch {
    /** Longer than any name; what is longer finds nobody, so it is not looked for. */
    private static final int MAX_QUERY_LENGTH = 100;

    private static final int MAX_FOLLOWED = 10_000;

    private final Accounts accounts;
    private final AccountFinder finder;
    private final HandleParser handles;
    private final Follows follows;

    public AccountSearch(Accounts accounts, AccountFinder finder, HandleParser handles, Follows follows) {
        this.accounts = accounts;
        this.finder = finder;
        this.handles = handles;
        this.follows = follows;
    }

    /**
     * What is looked for.
     *
     * @param followedBy whose followed accounts alone are wanted, if anybody's
     */
    record AccountQuery(String text, Optional<AccountId> followedBy, int limit, int offset) {}

    Future<List<Account>> find(AccountQuery query) {
        String words = query.text.strip();
        if ((words.length() > MAX_QUERY_LENGTH && !words.contains("://")) || words.indexOf('\0') >= 0) {
            return Future.succeededFuture(List.of());
        }
        Optional<String> exactly = words.contains("://") ? handles.usernameFromProfileUrl(words) : parseHandle(words);
        if (exactly.isPresent() || words.contains("://") || words.lastIndexOf('@') > 0) {
            return query.offset > 0 || exactly.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : findByUsername(exactly.get(), query.followedBy);
        }
        String part = words.startsWith("@") ? words.substring(1) : words;
        return part.isEmpty()
                ? Future.succeededFuture(List.of())
                : findByPrefix(part, query).compose(accounts::inOrder);
    }

    /** Whom a handle with a domain names; without one it may be the beginning of others as well. */
    private Optional<String> parseHandle(String text) {
        return text.lastIndexOf('@') > 0 ? handles.localUsername(text) : Optional.empty();
    }

    private Future<List<AccountId>> findByPrefix(String prefix, AccountQuery query) {
        return query.followedBy
                .map(follower -> follows.followees(follower, MAX_FOLLOWED)
                        .compose(followed -> finder.findAmong(followed, prefix, query.limit, query.offset)))
                .orElseGet(() -> finder.find(prefix, query.limit, query.offset));
    }

    private Future<List<Account>> findByUsername(String username, Optional<AccountId> followedBy) {
        return accounts.byUsername(username)
                .map(found ->
                        found.filter(account -> !account.suspended()).stream().toList())
                .compose(found -> followedBy
                        .map(follower -> follows.followedAmong(
                                        follower,
                                        found.stream().map(Account::id).toList())
                                .map(followed -> found.stream()
                                        .filter(account -> followed.contains(account.id()))
                                        .toList()))
                        .orElse(Future.succeededFuture(found)));
    }
}
