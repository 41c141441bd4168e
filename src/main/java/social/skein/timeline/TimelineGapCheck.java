package social.skein.timeline;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.context.ReadConsistency;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;

/** Finds statuses that are missing from a timeline in Redis above its floor. */
public final class TimelineGapCheck {
    /** Clients rarely page down further than this. */
    private static final int DEPTH = 400;

    private final RedisHomeTimelines timelines;
    private final PulledPosts pulledPosts;
    private final HomeQuery homeQuery;

    public TimelineGapCheck(RedisHomeTimelines timelines, PulledPosts pulledPosts, HomeQuery homeQuery) {
        this.timelines = timelines;
        this.pulledPosts = pulledPosts;
        this.homeQuery = homeQuery;
    }

    /**
     * The ids of statuses that PostgreSQL has for a home timeline and Redis lacks, although it should be complete
     * there. Empty if the timeline is not in Redis. Statuses that fan-out has not delivered yet are reported too.
     */
    public Future<Optional<List<Long>>> findMissing(AccountId owner) {
        if (timelines.isDisabled()) {
            return Future.succeededFuture(Optional.empty());
        }
        PageRequest window = PageRequest.firstPage(DEPTH);
        return ReadConsistency.readLatest(() -> homeQuery.pull(owner, window))
                .compose(expected ->
                        peek(owner, window).map(found -> found.map(timeline -> missing(expected.ids(), timeline))));
    }

    private Future<Optional<HomeTimelineSnapshot>> peek(AccountId owner, PageRequest window) {
        return timelines
                .peek(owner, window)
                .compose(found -> found.isPresent()
                        ? pulledPosts.mergeInto(owner, found.get()).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    private static List<Long> missing(List<Long> expected, HomeTimelineSnapshot timeline) {
        Set<Long> present = new HashSet<>(timeline.idsIn(PageRequest.firstPage(Integer.MAX_VALUE)));
        return expected.stream()
                .filter(id -> id > timeline.floor() && !present.contains(id))
                .toList();
    }
}
