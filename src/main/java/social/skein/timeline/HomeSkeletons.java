package social.skein.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;

/**
 * Reads the ids of a home timeline: from Redis, merged with the posts of {@link PulledAuthors}; from PostgreSQL below
 * the id down to which both are complete; and from PostgreSQL alone if the timeline is not in Redis or Redis is
 * unavailable. In that case a rebuild starts in the background, and the request does not wait for it.
 */
public final class HomeSkeletons {
    private final RedisHomeTimelines timelines;
    private final PulledPosts pulledPosts;
    private final HomeQuery homeQuery;
    private final TimelineRebuilder rebuilds;
    private final Counter hits;
    private final Counter fallbacks;
    private final Counter deepReads;

    public HomeSkeletons(
            RedisHomeTimelines timelines,
            PulledPosts pulledPosts,
            HomeQuery homeQuery,
            TimelineRebuilder rebuilds,
            MeterRegistry metrics) {
        this.timelines = timelines;
        this.pulledPosts = pulledPosts;
        this.homeQuery = homeQuery;
        this.rebuilds = rebuilds;
        this.hits = readCounter(metrics, "hit");
        this.fallbacks = readCounter(metrics, "pull");
        this.deepReads = readCounter(metrics, "below");
    }

    Future<Skeleton> read(AccountId owner, PageRequest window) {
        return readTimeline(owner, window)
                .compose(found ->
                        found.isPresent() ? fromTimeline(owner, window, found.get()) : fromPostgres(owner, window));
    }

    /** A timeline that Redis fails to return is treated as missing from Redis. */
    private Future<Optional<HomeTimelineSnapshot>> readTimeline(AccountId owner, PageRequest window) {
        return timelines.read(owner, window).otherwise(Optional.empty());
    }

    private Future<Skeleton> fromPostgres(AccountId owner, PageRequest window) {
        fallbacks.increment();
        rebuilds.rebuildInBackground(owner);
        return homeQuery.pull(owner, window);
    }

    private Future<Skeleton> fromTimeline(AccountId owner, PageRequest window, HomeTimelineSnapshot timeline) {
        return pulledPosts.mergeInto(owner, timeline).compose(merged -> fromMerged(owner, window, merged));
    }

    private Future<Skeleton> fromMerged(AccountId owner, PageRequest window, HomeTimelineSnapshot timeline) {
        List<Long> ids = timeline.idsIn(window);
        boolean full = ids.size() == window.limit();
        if (timeline.covers(window) || (full && !window.isAscending())) {
            hits.increment();
            return Future.succeededFuture(Skeleton.of(ids, window.limit()));
        }
        deepReads.increment();
        return window.isAscending() ? homeQuery.pull(owner, window) : extendBelow(owner, window, ids, timeline.floor());
    }

    /** Fills the page from PostgreSQL, with ids up to the floor. */
    private Future<Skeleton> extendBelow(AccountId owner, PageRequest window, List<Long> ids, long floor) {
        long end = Math.min(window.upperBound(), floor + 1);
        return homeQuery
                .pull(owner, window.continueFrom(end, window.limit() - ids.size()))
                .map(below -> new Skeleton(
                        Stream.concat(ids.stream(), below.ids().stream()).toList(), below.cursor()));
    }

    private static Counter readCounter(MeterRegistry metrics, String outcome) {
        return Counter.builder("skein.timeline.reads")
                .description(
                        "Home timeline reads, from: Redis (hit), Redis and PostgreSQL below it (below), PostgreSQL alone (pull)")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
