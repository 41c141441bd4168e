package social.skein.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import social.skein.account.AccountCache;
import social.skein.account.RedisAccountCache;
import social.skein.cache.CacheBudget;
import social.skein.cache.RedisCaches;
import social.skein.cluster.HintBus;
import social.skein.filter.FilterMatcherCache;
import social.skein.http.Invariants;
import social.skein.rendering.StatusBodies;
import social.skein.rendering.StatusCache;
import social.skein.rendering.StatusPageJson;
import social.skein.status.InteractionCache;
import social.skein.status.RedisStatusCache;
import social.skein.stream.StatusHint;
import social.skein.text.Stemmer;
import social.skein.timeline.SkeletonCache;
import social.skein.timeline.TimelinePipeline;
import social.skein.visibility.ViewerStateCache;

/** What a process keeps in memory for those who read and write, and the pages that are made of it. */
final class ReadCacheFeature {
    final ViewerStateCache viewerStates;
    final TimelinePipeline pages;
    final StatusPageJson statusJson;
    final Stemmer stemmer;
    final SkeletonCache skeletons = new SkeletonCache();
    final AccountCache accounts;
    private final StatusCache statuses;
    private final InteractionCache interactions;
    private final FilterMatcherCache filters;
    private final HintBus hints;

    /** @param redisTtl what of it all processes keep together, and for how long */
    ReadCacheFeature(Backends backends, Wiring wiring, CacheBudget memory, Duration redisTtl) {
        StatusBodies bodies = new StatusBodies(wiring.origin, wiring.accountViews);
        RedisCaches redis = new RedisCaches(backends.redis(), backends.vertx(), redisTtl, backends.metrics());
        Invariants invariants = new Invariants(backends.metrics());
        this.hints = wiring.hints;
        this.accounts =
                new AccountCache(new RedisAccountCache(wiring.accounts, redis, hints), wiring.accountViews, memory);
        this.statuses =
                new StatusCache(backends.vertx(), redisStatuses(wiring, redis), accounts, bodies, memory, invariants);
        this.viewerStates = new ViewerStateCache(wiring.viewerStateLoader, wiring.visibility, memory);
        this.interactions = new InteractionCache(wiring.db.readOnly(), memory);
        this.filters = new FilterMatcherCache(wiring.filters, memory);
        this.statusJson = new StatusPageJson(statuses, accounts, interactions, filters, bodies, wiring.db.readOnly());
        this.pages = new TimelinePipeline(statuses, statusJson, invariants);
        this.stemmer = new Stemmer(wiring.db, memory);
    }

    /** Fan-out tells of what is gone as often as it must: what a process that died did not take out of Redis goes then. */
    private static RedisStatusCache redisStatuses(Wiring wiring, RedisCaches redis) {
        RedisStatusCache shared = new RedisStatusCache(wiring.statuses, wiring.db.readOnly(), redis, wiring.hints);
        wiring.hints.beforePublish(
                StatusHint.HINT,
                hint -> hint.change() == StatusHint.Change.POSTED
                        ? Future.succeededFuture()
                        : shared.invalidate(hint.status()));
        return shared;
    }

    /** Begins to hear of what makes stale what is kept. */
    Future<Void> listen() {
        return Future.all(List.of(
                        accounts.listen(hints),
                        statuses.subscribe(hints),
                        viewerStates.subscribe(hints),
                        interactions.subscribe(hints),
                        filters.listen(hints),
                        skeletons.subscribe(hints)))
                .mapEmpty();
    }
}
