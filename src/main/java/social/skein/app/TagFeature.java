package social.skein.app;

import java.time.Clock;
import social.skein.http.Endpoints;
import social.skein.tag.FeaturedTagRoutes;
import social.skein.tag.FeaturedTags;
import social.skein.tag.TagFollowing;
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
        TagFollowing following = new TagFollowing(wiring.db, wiring.outbox, wiring.hints);
        new TagRoutes(following, wiring.tagFollows, views).mount(api);
        new FeaturedTagRoutes(new FeaturedTags(wiring.db), views, wiring.accounts, wiring.people).mount(api);
        new TagTimelineRoutes(new TagTimeline(
                        wiring.db, wiring.reading.skeletons, wiring.reading.standpoints, wiring.reading.pages))
                .mount(api);
    }
}
