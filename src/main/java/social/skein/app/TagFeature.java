package social.skein.app;

import java.time.Clock;
import social.skein.http.Endpoints;
import social.skein.tag.FeaturedTagRoutes;
import social.skein.tag.FeaturedTags;
import social.skein.tag.TagFollowWriter;
import social.skein.tag.TagRoutes;
import social.skein.tag.TagViews;
import social.skein.tag.Tags;
import social.skein.timeline.TagTimeline;
import social.skein.timeline.TagTimelineRoutes;

/** What hashtags are made of: looked at, followed, featured, read. */
final class TagFeature {
    private final Wiring wiring;
    final Tags tags;
    final TagViews views;

    TagFeature(Wiring wiring) {
        this.wiring = wiring;
        this.tags = new Tags(wiring.db, Clock.systemUTC());
        this.views = new TagViews(wiring.origin, tags, wiring.tagFollows);
    }

    void mount(Endpoints api) {
        TagFollowWriter following = new TagFollowWriter(wiring.db, wiring.outbox, wiring.hints);
        new TagRoutes(following, wiring.tagFollows, views).mount(api);
        new FeaturedTagRoutes(new FeaturedTags(wiring.db), views, wiring.accounts, wiring.accountViews).mount(api);
        new TagTimelineRoutes(new TagTimeline(
                        wiring.db, wiring.readCache.skeletons, wiring.readCache.viewerStates, wiring.readCache.pages))
                .mount(api);
    }
}
