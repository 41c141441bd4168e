package social.skein.rendering;

import io.vertx.core.Future;
import social.skein.account.AccountFeature;
import social.skein.emoji.EmojiCache;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.filter.FilterFeature;
import social.skein.status.StatusFeature;

/** Statuses as JSON: single ones as views, pages spliced from cached parts. */
public final class RenderingFeature implements Feature {
    private final Platform platform;
    private final EmojiCache emojis;
    private final StatusBodies bodies;
    private final StatusViews views;
    private final StatusCache cache;
    private final StatusPageJson pageJson;
    private final PerViewerStatusViews perViewerViews;

    public RenderingFeature(Platform platform, AccountFeature accounts, FilterFeature filters, StatusFeature statuses) {
        this.platform = platform;
        this.emojis = accounts.emojis();
        this.bodies = new StatusBodies(platform.publicUrl(), accounts.views(), emojis);
        this.views = new StatusViews(
                bodies, accounts.accounts(), filters.filters(), platform.db().readOnly());
        this.cache = new StatusCache(
                platform.vertx(),
                statuses.redisCache(),
                accounts.cache(),
                bodies,
                platform.cacheBudget(),
                platform.invariants());
        this.pageJson = new StatusPageJson(
                cache,
                accounts.cache(),
                statuses.interactions(),
                filters.matchers(),
                bodies,
                platform.db().readOnly());
        this.perViewerViews = new PerViewerStatusViews(platform.db(), filters.filters());
    }

    public StatusBodies bodies() {
        return bodies;
    }

    public StatusViews views() {
        return views;
    }

    public StatusCache cache() {
        return cache;
    }

    public StatusPageJson pageJson() {
        return pageJson;
    }

    public PerViewerStatusViews perViewerViews() {
        return perViewerViews;
    }

    @Override
    public Future<Void> start() {
        emojis.onChange(cache::invalidateAll);
        return cache.subscribe(platform.hints());
    }
}
