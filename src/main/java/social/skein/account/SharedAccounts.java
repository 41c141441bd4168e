package social.skein.account;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import social.skein.cache.SharedLookups;
import social.skein.cache.SharedMemory;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.AccountId;

/**
 * The people that timelines show as all processes keep them together; each makes {@link AccountCards} of them. Who looks
 * different from before is forgotten here before another process hears of it.
 */
public final class SharedAccounts {
    private final SharedLookups<AccountId, Account> shared;

    public SharedAccounts(Accounts accounts, SharedMemory memory, Hints hints) {
        this.shared = memory.lookups(KeptAccount.KEEPING, accounts::byIds);
        hints.first(Fact.HINT, fact -> shared.forget(touched(fact).toList()));
        hints.first(AccountChanged.HINT, changed -> shared.forget(Set.of(changed.account())));
        hints.first(StandingChanged.HINT, changed -> shared.forget(Set.of(changed.account())));
    }

    Future<Map<AccountId, Account>> byIds(Set<AccountId> ids) {
        return shared.all(ids);
    }

    /** Who looks different since a fact: their counts, mostly. */
    static Stream<AccountId> touched(Fact fact) {
        if (fact instanceof Fact.StatusPosted
                || fact instanceof Fact.StatusDeleted
                || fact instanceof Fact.OfAccounts) {
            return Stream.of(fact.actor());
        } else if (fact instanceof Fact.Followed followed) {
            return Stream.of(followed.follower(), followed.target());
        } else if (fact instanceof Fact.Unfollowed unfollowed) {
            return Stream.of(unfollowed.follower(), unfollowed.target());
        }
        return Stream.empty();
    }
}
