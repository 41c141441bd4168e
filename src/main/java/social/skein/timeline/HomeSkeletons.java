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
 * Where the ids of a home timeline come from: the live timeline where there is one, with the posts of those who are fetched
 * and not pushed; PostgreSQL below where both are complete; and PostgreSQL alone where there is none, or no Redis. A reader
 * without a live timeline is answered at once; the rebuild runs behind the answer.
 */
public final class HomeSkeletons {
    private final RedisTimelines timelines;
    private final PulledPosts pulledPosts;
    private final HomeQuery homeQuery;
    private final Rebuilds rebuilds;
    private final Counter hits;
    private final Counter fallbacks;
    private final Counter deepReads;

    public HomeSkeletons(
            RedisTimelines timelines,
            PulledPosts pulledPosts,
            HomeQuery homeQuery,
            Rebuilds rebuilds,
            MeterRegistry metrics) {
        this.timelines = timelines;
        this.pulledPosts = pulledPosts;
        this.homeQuery = homeQuery;
        this.rebuilds = rebuilds;
        this.hits = readCounter(metrics, "hit");
        this.fallbacks = readCounter(metrics, "pull");
        this.deepReads = readCounter(metrics, "below");
    }

    Future<Skeleton> read(AccountId reader, PageRequest window) {
        return timelines
                .read(reader, window)
                .otherwise(Optional.empty())
                .compose(found -> found.map(timeline -> pulledPosts
                                .mergeInto(reader, timeline)
                                .compose(whole -> fromRedis(reader, window, whole)))
                        .orElseGet(() -> fromSql(reader, window)));
    }

    private Future<Skeleton> fromSql(AccountId reader, PageRequest window) {
        fallbacks.increment();
        rebuilds.rebuildInBackground(reader);
        return homeQuery.pull(reader, window);
    }

    private Future<Skeleton> fromRedis(AccountId reader, PageRequest window, RedisTimeline timeline) {
        List<Long> ids = timeline.idsIn(window);
        boolean full = ids.size() == window.limit();
        if (timeline.covers(window) || (full && !window.isAscending())) {
            hits.increment();
            return Future.succeededFuture(
                    new Skeleton(ids, full ? Optional.of(ids.get(ids.size() - 1)) : Optional.empty()));
        }
        deepReads.increment();
        if (window.isAscending()) {
            return homeQuery.pull(reader, window);
        }
        long end = Math.min(window.upperBound(), timeline.floor() + 1);
        return homeQuery
                .pull(reader, window.continueFrom(end, window.limit() - ids.size()))
                .map(below -> new Skeleton(
                        Stream.concat(ids.stream(), below.ids().stream()).toList(), below.cursor()));
    }

    private static Counter readCounter(MeterRegistry metrics, String outcome) {
        return Counter.builder("skein.timeline.reads")
                .description(
                        "Home timelines read: live (hit), live and PostgreSQL below it (below), PostgreSQL alone (pull)")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
