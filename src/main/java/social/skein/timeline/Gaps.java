package social.skein.timeline;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.trace.Freshness;

/** Finds what a live timeline lacks of what it says that it holds. */
public final class Gaps {
    /** As far as anybody pages, as a rule. */
    private static final int DEPTH = 400;

    private final LiveTimelines live;
    private final PulledPosts pulled;
    private final HomePull pull;

    public Gaps(LiveTimelines live, PulledPosts pulled, HomePull pull) {
        this.live = live;
        this.pulled = pulled;
        this.pull = pull;
    }

    /**
     * The posts that PostgreSQL has for a person's home and their live timeline has not, though it is complete there; nothing
     * where they have no live timeline. What is on its way there is among them, for moments.
     */
    public Future<Optional<List<Long>>> of(AccountId owner) {
        Window window = Window.newest(DEPTH);
        return Freshness.latest(() -> pull.pull(owner, window))
                .compose(should -> live.look(owner, window)
                        .compose(found -> found.map(timeline -> pulled.added(owner, timeline)
                                        .map(whole -> Optional.of(missing(should.ids(), whole))))
                                .orElse(Future.succeededFuture(Optional.empty()))));
    }

    private static List<Long> missing(List<Long> should, LiveTimeline timeline) {
        Set<Long> there = new HashSet<>(timeline.within(Window.newest(Integer.MAX_VALUE)));
        return should.stream()
                .filter(id -> id > timeline.floor() && !there.contains(id))
                .toList();
    }
}
