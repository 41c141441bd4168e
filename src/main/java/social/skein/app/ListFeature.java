package social.skein.app;

import social.skein.http.Endpoints;
import social.skein.list.Curation;
import social.skein.list.ListRoutes;
import social.skein.timeline.ListTimeline;
import social.skein.timeline.ListTimelineRoutes;
import social.skein.timeline.RuledPages;

/** What lists and their timelines are made of. */
final class ListFeature {
    private final ListRoutes lists;
    private final ListTimelineRoutes timelines;

    ListFeature(Wiring wiring, RuledPages pages) {
        Curation curation = new Curation(wiring.db, wiring.hints);
        this.lists = new ListRoutes(wiring.lists, curation, wiring.accounts, wiring.people);
        this.timelines =
                new ListTimelineRoutes(new ListTimeline(wiring.db, wiring.lists, wiring.reading.standpoints, pages));
    }

    void mount(Endpoints api) {
        lists.mount(api);
        timelines.mount(api);
    }
}
