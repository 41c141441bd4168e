package social.skein.fanout;

import io.vertx.core.Future;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.cluster.HintBus;
import social.skein.config.Role;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.interaction.InteractionFeature;
import social.skein.poll.PollFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.status.RedisStatusCache;
import social.skein.status.StatusFeature;
import social.skein.stream.StatusHint;
import social.skein.tag.TagFeature;
import social.skein.timeline.TimelineFeature;

/** Delivery of posts to home timelines, and the clean-up after deleted ones. */
public final class FanoutFeature implements Feature {
    private final FanoutHandler handler;

    public FanoutFeature(
            Platform platform,
            int pushMaxFollowers,
            AccountFeature accounts,
            RelationshipFeature relationships,
            TagFeature tags,
            PollFeature polls,
            StatusFeature statuses,
            InteractionFeature interactions,
            TimelineFeature timelines) {
        invalidateBeforeHints(platform.hints(), statuses.redisCache());
        FanoutRecipients recipients = new FanoutRecipients(
                relationships.follows(), tags.follows(), timelines.pulledAuthors(), pushMaxFollowers);
        DeletedStatusRows rows = new DeletedStatusRows(
                platform.db(), accounts.counters(), interactions.favourites(), interactions.bookmarks(), polls.polls());
        this.handler = new FanoutHandler(
                recipients,
                timelines.timelines(),
                new DeletedStatusCleanup(statuses.statuses(), rows, platform.hints()),
                platform.hints(),
                platform.metrics());
    }

    /**
     * Removes edited and deleted statuses from Redis before their hint is sent. Fan-out repeats the hint of a deletion
     * after a failure, so a status that a crashed process left in Redis is removed as well.
     */
    private static void invalidateBeforeHints(HintBus hints, RedisStatusCache cache) {
        hints.beforePublish(
                StatusHint.HINT,
                hint -> hint.change() == StatusHint.Change.POSTED
                        ? Future.succeededFuture()
                        : cache.invalidate(hint.status()));
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(new FactConsumer(Role.FANOUT, handler));
    }
}
