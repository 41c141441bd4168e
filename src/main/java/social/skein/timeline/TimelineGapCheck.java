package social.skein.timeline;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.context.ReadConsistency;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;

/** Finds what a live timeline lacks of what it says that it holds. */
public final class TimelineGapCheck {
    /** As far as anybody pages, as a rule. */
    private static final int DEPTH = 400;

    private final RedisTimelines timelines;
    private final PulledPosts pulledPosts;
    private final HomeQuery homeQuery;

    public TimelineGapCheck(RedisTimelines timelines, PulledPosts pulledPosts, HomeQuery homeQuery) {
        this.timelines = timelines;
        this.pulledPosts = pulledPosts;
        this.homeQuery = homeQuery;
    }

    /**
     * The posts that PostgreSQL has for a person's home and their live timeline has not, though it is complete there; nothing
     * where they have no live timeline. What is on its way there is among them, for moments.
     */
    public Future<Optional<List<Long>>> findMissing(AccountId owner) {
        PageRequest window = PageRequest.firstPage(DEPTH);
        return ReadConsistency.readLatest(() -> homeQuery.pull(owner, window))
                .compose(should -> timelines
                        .peek(owner, window)
                        .compose(found -> found.map(timeline -> pulledPosts
                                        .mergeInto(owner, timeline)
                                        .map(whole -> Optional.of(missing(should.ids(), whole))))
                                .orElse(Future.succeededFuture(Optional.empty()))));
    }

    private static List<Long> missing(List<Long> expected, RedisTimeline timeline) {
        Set<Long> there = new HashSet<>(timeline.idsIn(PageRequest.firstPage(Integer.MAX_VALUE)));
        return expected.stream()
                .filter(id -> id > timeline.floor() && !there.contains(id))
                .toList();
    }
}
