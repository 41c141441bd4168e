package social.skein.visibility;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.relationship.RelationsChanged;
import social.skein.relationship.ViewerRelations;

/**
 * The filter of timelines, with each viewer's state cached in budget. Facts and {@link RelationsChanged} invalidate a
 * state; if such a hint is lost, the change takes effect when the entry expires. Reads of a single status use {@link
 * VisibilityPolicy} instead, which reads the database each time.
 */
public final class CachedStatusFilter extends StatusFilter {
    /** If a hint is lost, a blocked account may find the blocker's posts in timelines for this long. */
    private static final Duration TTL = Duration.ofSeconds(30);

    /** The state of a viewer with more followees is not cached; their relations are read from the database. */
    private static final int MAX_FOLLOWEES = 20_000;

    private final ViewerStateLoader loader;
    private final VisibilityPolicy uncached;
    private final LocalLoadingCache<AccountId, ViewerState> cache;

    public CachedStatusFilter(ViewerStateLoader loader, VisibilityPolicy uncached, CacheBudget budget) {
        this.loader = loader;
        this.uncached = uncached;
        this.cache = budget.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("viewer states", TTL, 20, ViewerState::bytes), this::load);
    }

    /** Subscribes to the hints that invalidate entries. */
    public Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        hints.subscribe(RelationsChanged.HINT, changed -> cache.invalidate(changed.account())),
                        hints.subscribe(Fact.HINT, this::onFact))
                .mapEmpty();
    }

    @Override
    Future<ViewerRelations> relations(Optional<AccountId> viewer, Supplier<Set<AccountId>> accounts) {
        return viewer.map(cache::get)
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(state ->
                        state.isPresent() ? Future.succeededFuture(state.get()) : uncached.relations(viewer, accounts));
    }

    @Override
    Future<HomeContext> homeContext(AccountId viewer, Supplier<List<StatusAttributes>> statuses) {
        return cache.get(viewer)
                .compose(state -> state.isPresent()
                        ? Future.succeededFuture(
                                new HomeContext(state.get(), state.get().preferences()))
                        : uncached.homeContext(viewer, statuses));
    }

    private Future<Optional<ViewerState>> load(AccountId viewer) {
        return loader.load(viewer, MAX_FOLLOWEES + 1)
                .map(state -> Optional.of(state).filter(loaded -> loaded.followees().length <= MAX_FOLLOWEES));
    }

    private void onFact(Fact fact) {
        if (fact instanceof Fact.FollowFact) {
            cache.invalidate(fact.actor());
        }
        if (fact instanceof Fact.Blocked blocked) {
            cache.invalidate(blocked.target());
        }
    }
}
