package social.skein.search;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import social.skein.account.Account;
import social.skein.account.AccountFinder;
import social.skein.account.Accounts;
import social.skein.account.Handles;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;

/** Finds accounts by what people type: a part of a name, a handle, or the address of a profile. */
public final class PeopleSearch {
    /** Longer than any name; what is longer finds nobody, so it is not looked for. */
    private static final int LONGEST = 100;

    private static final int MOST_FOLLOWED = 10_000;

    private final Accounts accounts;
    private final AccountFinder finder;
    private final Handles handles;
    private final Follows follows;

    public PeopleSearch(Accounts accounts, AccountFinder finder, Handles handles, Follows follows) {
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
    record Wanted(String words, Optional<AccountId> followedBy, int limit, int offset) {}

    Future<List<Account>> find(Wanted wanted) {
        String words = wanted.words.strip();
        if ((words.length() > LONGEST && !words.contains("://")) || words.indexOf('\0') >= 0) {
            return Future.succeededFuture(List.of());
        }
        Optional<String> exactly = words.contains("://") ? handles.profile(words) : handle(words);
        if (exactly.isPresent() || words.contains("://") || words.lastIndexOf('@') > 0) {
            return wanted.offset > 0 || exactly.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : named(exactly.get(), wanted.followedBy);
        }
        String part = words.startsWith("@") ? words.substring(1) : words;
        return part.isEmpty()
                ? Future.succeededFuture(List.of())
                : found(part, wanted).compose(accounts::inOrder);
    }

    /** Whom a handle with a domain names; without one it may be the beginning of others as well. */
    private Optional<String> handle(String words) {
        return words.lastIndexOf('@') > 0 ? handles.username(words) : Optional.empty();
    }

    private Future<List<AccountId>> found(String part, Wanted wanted) {
        return wanted.followedBy
                .map(follower -> follows.followees(follower, MOST_FOLLOWED)
                        .compose(followed -> finder.findAmong(followed, part, wanted.limit, wanted.offset)))
                .orElseGet(() -> finder.find(part, wanted.limit, wanted.offset));
    }

    private Future<List<Account>> named(String username, Optional<AccountId> followedBy) {
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
