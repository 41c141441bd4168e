package social.skein.permalink;

import social.skein.account.AccountFeature;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;
import social.skein.timeline.TimelineFeature;
import social.skein.web.PageLayout;
import social.skein.web.SiteInfo;

/** The HTML pages of public accounts, posts and hashtags. */
public final class PermalinkFeature implements Feature {
    private final PermalinkRoutes routes;

    public PermalinkFeature(
            Platform platform,
            AccountFeature accounts,
            StatusFeature statuses,
            RenderingFeature rendering,
            TimelineFeature timelines,
            SiteInfo site) {
        PublicPosts posts =
                new PublicPosts(statuses.statuses(), statuses.visible(), rendering.views(), timelines.tagTimeline());
        PermalinkPages pages = new PermalinkPages(new PageLayout(site), platform.publicUrl(), site);
        this.routes = new PermalinkRoutes(accounts.accounts(), accounts.views(), accounts.handles(), posts, pages);
    }

    @Override
    public void mount(Endpoints api) {
        routes.mount(api);
    }
}
