package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Set;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.relationship.RelationsChanged;
import social.skein.stream.StatusHint;
import social.skein.timeline.RedisHomeTimelines;

/**
 * Pushes new statuses to the live home timelines of their recipients ({@code timeline-push.lua}), then publishes a hint
 * for the streams. While
 * Redis is down this fails and is retried, so no timeline misses a status. Without Redis only the hint is published.
 */
public final class FanoutHandler implements FactHandler {
    /**
     * High, so that statuses for the same timeline can be pushed together; the scheduler limits the load on the stores.
     */
    private static final int MAX_CONCURRENT = 1_000;

    private final RedisHomeTimelines timelines;
    private final FanoutScheduler scheduler;
    private final DeletedStatusCleanup cleanup;
    private final HintBus hints;

    public FanoutHandler(
            FanoutRecipients recipients,
            RedisHomeTimelines timelines,
            DeletedStatusCleanup cleanup,
            HintBus hints,
            MeterRegistry metrics) {
        this.timelines = timelines;
        this.cleanup = cleanup;
        this.hints = hints;
        Counter deliveries = Counter.builder("skein.fanout.deliveries")
                .description("Status ids appended to live home timelines")
                .register(metrics);
        this.scheduler = new FanoutScheduler(recipients, new PushBatcher(timelines, deliveries));
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
    public int maxConcurrency() {
        return MAX_CONCURRENT;
    }

    /** {@link FanoutScheduler} pushes an author's pending posts together and keeps their order. */
    @Override
    public int maxConcurrencyPerActor() {
        return MAX_CONCURRENT;
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.StatusPosted posted) {
            Future<Void> pushed = posted.visibility() == Visibility.DIRECT || timelines.isDisabled()
                    ? scheduler.awaitPending(posted.author())
                    : scheduler.submit(posted);
            return pushed.onSuccess(done -> publishHint(posted.id(), posted.author(), StatusHint.Change.POSTED));
        }
        return scheduler.awaitPending(fact.actor()).compose(done -> handleOther(fact));
    }

    private Future<Void> handleOther(Fact fact) {
        if (fact instanceof Fact.StatusEdited edited) {
            publishHint(edited.id(), edited.author(), StatusHint.Change.EDITED);
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return cleanup.cleanUp(deleted);
        } else if (invalidatesHome(fact)) {
            return invalidateTimeline(fact.actor());
        }
        return Future.succeededFuture();
    }

    private static boolean invalidatesHome(Fact fact) {
        return fact instanceof Fact.Followed
                || fact instanceof Fact.Unfollowed
                || fact instanceof Fact.TagFollowed
                || fact instanceof Fact.TagUnfollowed;
    }

    private void publishHint(StatusId status, AccountId author, StatusHint.Change change) {
        hints.publish(StatusHint.HINT, new StatusHint(status, author, change));
    }

    private Future<Void> invalidateTimeline(AccountId follower) {
        return timelines
                .invalidate(follower)
                .onSuccess(done -> hints.publish(RelationsChanged.HINT, new RelationsChanged(follower)));
    }
}
