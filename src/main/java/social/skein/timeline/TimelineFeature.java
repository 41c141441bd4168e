package social.skein.timeline;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import social.skein.account.AccountCache;
import social.skein.account.AccountFeature;
import social.skein.config.Config;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.interaction.InteractionFeature;
import social.skein.interaction.Pins;
import social.skein.list.ListFeature;
import social.skein.list.Lists;
import social.skein.relationship.RelationshipFeature;
import social.skein.rendering.RenderingFeature;
import social.skein.status.RedisStatusCache;
import social.skein.status.StatusFeature;
import social.skein.status.Statuses;
import social.skein.tag.TagFeature;
import social.skein.visibility.CachedStatusFilter;
import social.skein.visibility.VisibilityFeature;

/** Home, public, list, hashtag and account timelines. */
public final class TimelineFeature implements Feature {
    private final Platform platform;
    private final AccountCache accounts;
    private final Lists lists;
    private final CachedStatusFilter viewerStates;
    private final Statuses statuses;
    private final RedisStatusCache statusCache;
    private final Pins pins;
    private final TimelinePipeline pipeline;
    private final SkeletonCache skeletons = new SkeletonCache();
    private final RedisHomeTimelines timelines;
    private final HomeQuery homeQuery;
    private final TimelineRebuilder rebuilds;
    private final FanoutOnRead fanoutOnRead;

    public TimelineFeature(
            Platform platform,
            Config.Timeline config,
            AccountFeature accounts,
            RelationshipFeature relationships,
            ListFeature lists,
            TagFeature tags,
            VisibilityFeature visibility,
            StatusFeature statuses,
            RenderingFeature rendering,
            InteractionFeature interactions) {
        this.platform = platform;
        this.accounts = accounts.cache();
        this.lists = lists.lists();
        this.viewerStates = visibility.viewerStates();
        this.statuses = statuses.statuses();
        this.statusCache = statuses.redisCache();
        this.pins = interactions.pins();
        this.pipeline = new TimelinePipeline(rendering.cache(), rendering.pageJson(), platform.invariants());
        this.timelines = new RedisHomeTimelines(
                platform.redis(),
                Clock.systemUTC(),
                new RedisHomeTimelines.TimelineSize(config.maxEntries(), config.trimSlack(), config.ttl()));
        this.homeQuery = new HomeQuery(platform.db(), relationships.follows(), tags.follows());
        this.rebuilds = new TimelineRebuilder(timelines, homeQuery, config.maxConcurrentRebuilds(), platform.metrics());
        this.fanoutOnRead = new FanoutOnRead(platform, relationships.follows());
    }

    public RedisHomeTimelines timelines() {
        return timelines;
    }

    public TimelineRebuilder rebuilds() {
        return rebuilds;
    }

    public PulledAuthors pulledAuthors() {
        return fanoutOnRead.authors();
    }

    /** Compares timelines in Redis with the database. */
    public TimelineGapCheck gapCheck() {
        return new TimelineGapCheck(timelines, fanoutOnRead.posts(), homeQuery);
    }

    /** Finds statuses in timelines in Redis that the database does not know. */
    public UnknownStatusCheck unknownStatusCheck() {
        return new UnknownStatusCheck(platform.db(), timelines, statusCache);
    }

    public TagTimeline tagTimeline() {
        return new TagTimeline(platform.db(), skeletons, viewerStates, pipeline);
    }

    @Override
    public void mount(Endpoints api) {
        HomeSkeletons home =
                new HomeSkeletons(timelines, fanoutOnRead.posts(), homeQuery, rebuilds, platform.metrics());
        new TimelineRoutes(
                        new HomeTimeline(home, viewerStates, pipeline),
                        new PublicTimeline(statuses, skeletons, viewerStates, pipeline))
                .mount(api);
        new AccountStatusesRoutes(accounts, viewerStates, statuses, pins, skeletons, pipeline).mount(api);
        new ListTimelineRoutes(new ListTimeline(platform.db(), lists, viewerStates, pipeline)).mount(api);
        new TagTimelineRoutes(tagTimeline()).mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return TimelineErasure.steps(platform.db());
    }

    @Override
    public Future<Void> start() {
        return Future.all(skeletons.subscribe(platform.hints()), fanoutOnRead.subscribe(platform.hints()))
                .mapEmpty();
    }
}
