package social.skein.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.Window;

/**
 * Where the ids of a home timeline come from: the live timeline where there is one, with the posts of those who are fetched
 * and not pushed; PostgreSQL below where both are complete; and PostgreSQL alone where there is none, or no Redis. A reader
 * without a live timeline is answered at once; the rebuild runs behind the answer.
 */
public final class HomeSkeletons {
    private final LiveTimelines live;
    private final PulledPosts pulled;
    private final HomePull pull;
    private final Rebuilds rebuilds;
    private final Counter hits;
    private final Counter pulls;
    private final Counter deepReads;

    public HomeSkeletons(
            LiveTimelines live, PulledPosts pulled, HomePull pull, Rebuilds rebuilds, MeterRegistry metrics) {
        this.live = live;
        this.pulled = pulled;
        this.pull = pull;
        this.rebuilds = rebuilds;
        this.hits = reads(metrics, "hit");
        this.pulls = reads(metrics, "pull");
        this.deepReads = reads(metrics, "below");
    }

    Future<Skeleton> read(AccountId reader, Window window) {
        return live.read(reader, window)
                .otherwise(Optional.empty())
                .compose(found -> found.map(timeline ->
                                pulled.added(reader, timeline).compose(whole -> fromLive(reader, window, whole)))
                        .orElseGet(() -> fromSql(reader, window)));
    }

    private Future<Skeleton> fromSql(AccountId reader, Window window) {
        pulls.increment();
        rebuilds.behind(reader);
        return pull.pull(reader, window);
    }

    private Future<Skeleton> fromLive(AccountId reader, Window window, LiveTimeline timeline) {
        List<Long> ids = timeline.within(window);
        boolean full = ids.size() == window.limit();
        if (timeline.covers(window) || (full && !window.upwards())) {
            hits.increment();
            return Future.succeededFuture(
                    new Skeleton(ids, full ? Optional.of(ids.get(ids.size() - 1)) : Optional.empty()));
        }
        deepReads.increment();
        if (window.upwards()) {
            return pull.pull(reader, window);
        }
        long end = Math.min(window.below(), timeline.floor() + 1);
        return pull.pull(reader, window.after(end, window.limit() - ids.size()))
                .map(below -> new Skeleton(
                        Stream.concat(ids.stream(), below.ids().stream()).toList(), below.examined()));
    }

    private static Counter reads(MeterRegistry metrics, String outcome) {
        return Counter.builder("skein.timeline.reads")
                .description(
                        "Home timelines read: live (hit), live and PostgreSQL below it (below), PostgreSQL alone (pull)")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
