package social.skein.app;

import social.skein.account.AccountFinder;
import social.skein.account.Handles;
import social.skein.http.Endpoints;
import social.skein.search.PeopleSearch;
import social.skein.search.PeopleSearchRoutes;
import social.skein.search.SearchRoutes;
import social.skein.search.StatusFinder;
import social.skein.trend.TrendRoutes;

/** What finding and discovering are made of. */
final class SearchFeature {
    private final Wiring wiring;
    private final TagFeature tags;

    SearchFeature(Wiring wiring, TagFeature tags) {
        this.wiring = wiring;
        this.tags = tags;
    }

    void mount(Endpoints api) {
        Handles handles = new Handles(wiring.origin);
        PeopleSearch people =
                new PeopleSearch(wiring.accounts, new AccountFinder(wiring.db.reading()), handles, wiring.follows);
        StatusFinder statuses = new StatusFinder(wiring.db, wiring.accounts, handles, wiring.visible, wiring.views);
        new PeopleSearchRoutes(people, wiring.people).mount(api);
        new SearchRoutes(people, wiring.people, statuses, tags.tags, tags.views, wiring.origin).mount(api);
        new TrendRoutes(wiring.trends, tags.views, wiring.visible, wiring.views).mount(api);
    }
}
