package social.skein.account;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import social.skein.cache.RedisCaches;
import social.skein.cache.RedisLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.AccountId;

/**
 * The Redis cache of accounts that all processes share; each process has an {@link AccountCache} on top. Entries are
 * invalidated before the hint is published, so that no process reloads the old value.
 */
public final class RedisAccountCache {
    private final RedisLoadingCache<AccountId, Account> cache;

    public RedisAccountCache(Accounts accounts, RedisCaches caches, HintBus hints) {
        this.cache = caches.bulkCache(AccountCodec.CACHE, accounts::byIds);
        hints.beforePublish(
                Fact.HINT, fact -> cache.invalidate(affectedAccounts(fact).toList()));
        hints.beforePublish(AccountChanged.HINT, changed -> cache.invalidate(Set.of(changed.account())));
        hints.beforePublish(AccountStateChanged.HINT, changed -> cache.invalidate(Set.of(changed.account())));
    }

    /** Removes all accounts. */
    public Future<Void> invalidateAll() {
        return cache.invalidateAll();
    }

    Future<Map<AccountId, Account>> byIds(Set<AccountId> ids) {
        return cache.getAll(ids);
    }

    /** The accounts whose view a fact changes, mostly by their counters. */
    static Stream<AccountId> affectedAccounts(Fact fact) {
        if (fact instanceof Fact.StatusPosted
                || fact instanceof Fact.StatusDeleted
                || fact instanceof Fact.AccountFact) {
            return Stream.of(fact.actor());
        } else if (fact instanceof Fact.Followed followed) {
            return Stream.of(followed.follower(), followed.target());
        } else if (fact instanceof Fact.Unfollowed unfollowed) {
            return Stream.of(unfollowed.follower(), unfollowed.target());
        }
        return Stream.empty();
    }
}
