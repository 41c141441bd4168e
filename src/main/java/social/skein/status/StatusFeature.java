package social.skein.status;

import io.vertx.core.Future;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.media.MediaFeature;
import social.skein.poll.PollFeature;
import social.skein.visibility.VisibilityFeature;

/** Stored statuses, their visibility, and the interactions of viewers with them. */
public final class StatusFeature implements Feature {
    private final Platform platform;
    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final StatusWriter writer;
    private final RedisStatusCache redisCache;
    private final InteractionCache interactions;

    public StatusFeature(
            Platform platform,
            AccountFeature accounts,
            PollFeature polls,
            MediaFeature media,
            VisibilityFeature visibility) {
        this.platform = platform;
        this.statuses = new Statuses(platform.db());
        this.visible = new VisibleStatuses(statuses, visibility.policy());
        this.writer = new StatusWriter(platform.outbox(), accounts.counters(), polls.polls(), media.attachments());
        this.redisCache =
                new RedisStatusCache(statuses, platform.db().readOnly(), platform.redisCaches(), platform.hints());
        this.interactions = new InteractionCache(platform.db().readOnly(), platform.cacheBudget());
    }

    public Statuses statuses() {
        return statuses;
    }

    public VisibleStatuses visible() {
        return visible;
    }

    public StatusWriter writer() {
        return writer;
    }

    public StatusMedia media() {
        return new StatusMedia(platform.hints());
    }

    public RedisStatusCache redisCache() {
        return redisCache;
    }

    public InteractionCache interactions() {
        return interactions;
    }

    public ConversationThreads threads() {
        return new ConversationThreads(platform.db());
    }

    @Override
    public List<ErasureStep> erasure() {
        return List.of(new AuthoredStatusErasure(platform.db(), writer));
    }

    @Override
    public Future<Void> start() {
        return interactions.subscribe(platform.hints());
    }
}
