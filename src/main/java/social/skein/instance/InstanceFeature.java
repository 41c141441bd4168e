package social.skein.instance;

import social.skein.account.AccountFeature;
import social.skein.account.UserStatistics;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.media.MediaFeature;
import social.skein.web.SiteInfo;

/** The description of this server, its well-known documents and its landing page. */
public final class InstanceFeature implements Feature {
    private final AccountFeature accounts;
    private final SiteInfo site;
    private final InstanceInfo info;

    public InstanceFeature(Platform platform, AccountFeature accounts, MediaFeature media, SiteInfo site) {
        this.accounts = accounts;
        this.site = site;
        this.info = new InstanceInfo(platform.publicUrl(), site.instance(), media::limits, site.registration(), "");
    }

    @Override
    public void mount(Endpoints api) {
        UserStatistics statistics = accounts.statistics();
        new InstanceRoutes(info, statistics, accounts.accounts()).mount(api);
        new WellKnownRoutes(info, statistics, accounts.accounts(), accounts.views(), accounts.handles()).mount(api);
        new LandingPage(info, site).mount(api);
    }
}
