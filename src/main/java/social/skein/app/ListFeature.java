package social.skein.app;

import social.skein.http.Endpoints;
import social.skein.list.ListRoutes;
import social.skein.list.ListWriter;
import social.skein.timeline.ListTimeline;
import social.skein.timeline.ListTimelineRoutes;
import social.skein.timeline.TimelinePipeline;

/** What lists and their timelines are made of. */
final class ListFeature {
    private final ListRoutes lists;
    private final ListTimelineRoutes timelines;

    ListFeature(Wiring wiring, TimelinePipeline pages) {
        ListWriter curation = new ListWriter(wiring.db, wiring.hints);
        this.lists = new ListRoutes(wiring.lists, curation, wiring.accounts, wiring.accountViews);
        this.timelines =
                new ListTimelineRoutes(new ListTimeline(wiring.db, wiring.lists, wiring.readCache.viewerStates, pages));
    }

    void mount(Endpoints api) {
        lists.mount(api);
        timelines.mount(api);
    }
}
