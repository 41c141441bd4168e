package social.skein.search;

import social.skein.account.AccountFeature;
import social.skein.account.AccountNameSearch;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.relationship.RelationshipFeature;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;
import social.skein.tag.TagFeature;

/** Search for accounts, statuses and hashtags. */
public final class SearchFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final TagFeature tags;
    private final AccountSearch accountSearch;
    private final StatusSearch statusFinder;

    public SearchFeature(
            Platform platform,
            AccountFeature accounts,
            RelationshipFeature relationships,
            TagFeature tags,
            StatusFeature statuses,
            RenderingFeature rendering) {
        this.platform = platform;
        this.accounts = accounts;
        this.tags = tags;
        this.accountSearch = new AccountSearch(
                accounts.accounts(),
                new AccountNameSearch(platform.db().readOnly()),
                accounts.handles(),
                relationships.follows());
        this.statusFinder = new StatusSearch(
                platform.db(), accounts.accounts(), accounts.handles(), statuses.visible(), rendering.views());
    }

    @Override
    public void mount(Endpoints api) {
        new AccountSearchRoutes(accountSearch, accounts.views()).mount(api);
        new SearchRoutes(accountSearch, accounts.views(), statusFinder, tags.tags(), tags.views(), platform.publicUrl())
                .mount(api);
    }
}
