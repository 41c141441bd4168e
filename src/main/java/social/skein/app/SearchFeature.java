package social.skein.app;

import social.skein.account.AccountFinder;
import social.skein.account.HandleParser;
import social.skein.http.Endpoints;
import social.skein.search.AccountSearch;
import social.skein.search.AccountSearchRoutes;
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
        HandleParser handles = new HandleParser(wiring.origin);
        AccountSearch people =
                new AccountSearch(wiring.accounts, new AccountFinder(wiring.db.readOnly()), handles, wiring.follows);
        StatusFinder statuses = new StatusFinder(wiring.db, wiring.accounts, handles, wiring.visible, wiring.views);
        new AccountSearchRoutes(people, wiring.accountViews).mount(api);
        new SearchRoutes(people, wiring.accountViews, statuses, tags.tags, tags.views, wiring.origin).mount(api);
        new TrendRoutes(wiring.trends, tags.views, wiring.visible, wiring.views).mount(api);
    }
}
