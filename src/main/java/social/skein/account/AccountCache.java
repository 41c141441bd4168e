package social.skein.account;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.http.Json;
import social.skein.model.AccountId;

/**
 * The local cache of accounts with their JSON. Facts, {@link AccountChanged} and {@link AccountStateChanged} invalidate
 * entries; a lost hint leaves an entry stale for at most its TTL.
 */
public final class AccountCache {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final RedisAccountCache accounts;
    private final AccountViews views;
    private final LocalLoadingCache<AccountId, CachedAccount> cache;

    public AccountCache(RedisAccountCache accounts, AccountViews views, CacheBudget budget) {
        this.accounts = accounts;
        this.views = views;
        this.cache = budget.bulkCache(
                new CacheBudget.LocalCacheSpec<>("accounts", TTL, 20, CachedAccount::approximateBytes), this::load);
    }

    /** Subscribes to the hints that invalidate entries. */
    public Future<Void> listen(HintBus hints) {
        return Future.all(
                        hints.subscribe(
                                Fact.HINT,
                                fact -> RedisAccountCache.affectedAccounts(fact).forEach(cache::invalidate)),
                        hints.subscribe(AccountChanged.HINT, changed -> cache.invalidate(changed.account())),
                        hints.subscribe(AccountStateChanged.HINT, changed -> cache.invalidate(changed.account())))
                .mapEmpty();
    }

    /** The accounts that exist, including suspended ones, which are shown as such. */
    public Future<Map<AccountId, CachedAccount>> byIds(Collection<AccountId> ids) {
        return cache.getAll(ids);
    }

    /** Drops all entries, because what they contain of other tables has changed. */
    void invalidateAll() {
        cache.invalidateAll();
    }

    private Future<Map<AccountId, CachedAccount>> load(Set<AccountId> ids) {
        return accounts.byIds(ids)
                .map(found -> found.values().stream().collect(Collectors.toMap(Account::id, this::toCached)));
    }

    private CachedAccount toCached(Account account) {
        return new CachedAccount(
                account, Json.encodeToBuffer(views.view(account)).getBytes());
    }
}
