package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Set;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.relationship.TiesChanged;
import social.skein.stream.StatusHint;
import social.skein.timeline.LiveTimelines;

/**
 * Brings a status to the live home timelines of those who hear of it, and tells the streams. While Redis is away that fails and
 * is tried again, so no timeline misses what came meanwhile; where there is no Redis only the streams are told.
 */
public final class Fanout implements FactHandler {
    /** Enough for what waits for one timeline to meet before it goes there; turns bound what the stores are asked. */
    private static final int AT_ONCE = 1_000;

    private final LiveTimelines timelines;
    private final Spreading spreading;
    private final Removal removal;
    private final Hints hints;

    public Fanout(Reach reach, LiveTimelines timelines, Removal removal, Hints hints, MeterRegistry metrics) {
        this.timelines = timelines;
        this.removal = removal;
        this.hints = hints;
        Counter deliveries = Counter.builder("skein.deliveries")
                .description("Status ids appended to live home timelines")
                .register(metrics);
        this.spreading = new Spreading(reach, new Mailbag(timelines, deliveries));
    }

    @Override
    public String role() {
        return "fanout";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.STATUSES, Topic.FOLLOWS);
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    /** What waits for the same followers goes to them together; {@link Spreading} keeps it in order. */
    @Override
    public int atOnceOfOneActor() {
        return AT_ONCE;
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.StatusPosted posted) {
            Future<Void> spread = posted.visibility() == Visibility.DIRECT || timelines.areNone()
                    ? spreading.settled(posted.author())
                    : spreading.spread(posted);
            return spread.onSuccess(done -> tell(posted.id(), posted.author(), StatusHint.Change.POSTED));
        }
        return spreading.settled(fact.actor()).compose(before -> handleOther(fact));
    }

    private Future<Void> handleOther(Fact fact) {
        if (fact instanceof Fact.StatusEdited edited) {
            tell(edited.id(), edited.author(), StatusHint.Change.EDITED);
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return removal.of(deleted);
        } else if (changesHome(fact)) {
            return forget(fact.actor());
        }
        return Future.succeededFuture();
    }

    private static boolean changesHome(Fact fact) {
        return fact instanceof Fact.Followed
                || fact instanceof Fact.Unfollowed
                || fact instanceof Fact.TagFollowed
                || fact instanceof Fact.TagUnfollowed;
    }

    private void tell(StatusId status, AccountId author, StatusHint.Change change) {
        hints.publish(StatusHint.HINT, new StatusHint(status, author, change));
    }

    private Future<Void> forget(AccountId follower) {
        return timelines.forget(follower).onSuccess(done -> hints.publish(TiesChanged.HINT, new TiesChanged(follower)));
    }
}
