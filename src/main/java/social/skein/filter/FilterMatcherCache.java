package social.skein.filter;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;

/** The sieves of those who read timelines, kept in memory: most have no holes at all. {@link FiltersChanged} forgets one. */
public final class FilterMatcherCache {
    private static final Duration TTL = Duration.ofMinutes(1);

    private final Filters filters;
    private final LocalLoadingCache<AccountId, FilterMatcher> cache;

    public FilterMatcherCache(Filters filters, CacheBudget memory) {
        this.filters = filters;
        this.cache = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("filters", TTL, 5, FilterMatcher::estimatedBytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> listen(HintBus hints) {
        return hints.subscribe(FiltersChanged.HINT, changed -> cache.invalidate(changed.account()));
    }

    /** What a reader filters, whatever the statuses; nothing of anybody's without one. */
    public Future<FilterMatcher> get(Optional<AccountId> reader) {
        return reader.map(somebody -> cache.get(somebody).map(Optional::orElseThrow))
                .orElse(Future.succeededFuture(FilterMatcher.none()));
    }

    private Future<Optional<FilterMatcher>> load(AccountId reader) {
        return filters.byOwner(reader).map(all -> Optional.of(FilterMatcher.of(reader, all)));
    }
}
