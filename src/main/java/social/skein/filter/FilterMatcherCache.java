package social.skein.filter;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;

/**
 * Caches the compiled filters of readers in memory; most readers have none. A {@link FiltersChanged} hint invalidates
 * an entry.
 */
public final class FilterMatcherCache {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final Filters filters;
    private final LocalLoadingCache<AccountId, FilterMatcher> cache;

    public FilterMatcherCache(Filters filters, CacheBudget memory) {
        this.filters = filters;
        this.cache = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("filters", TTL, 5, FilterMatcher::estimatedBytes), this::load);
    }

    /** Subscribes to changes. */
    public Future<Void> listen(HintBus hints) {
        return hints.subscribe(FiltersChanged.HINT, changed -> cache.invalidate(changed.account()));
    }

    /** The reader's filters for any status; without a reader, a matcher without filters. */
    public Future<FilterMatcher> get(Optional<AccountId> reader) {
        return reader.map(account -> cache.get(account).map(Optional::orElseThrow))
                .orElse(Future.succeededFuture(FilterMatcher.none()));
    }

    private Future<Optional<FilterMatcher>> load(AccountId reader) {
        return filters.byOwner(reader).map(found -> Optional.of(FilterMatcher.of(reader, found)));
    }
}
