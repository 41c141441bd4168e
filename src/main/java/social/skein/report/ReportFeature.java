package social.skein.report;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.status.StatusFeature;

/** Reports of accounts and statuses to the operators. */
public final class ReportFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final StatusFeature statuses;
    private final Reports reports;

    public ReportFeature(Platform platform, AccountFeature accounts, StatusFeature statuses) {
        this.platform = platform;
        this.accounts = accounts;
        this.statuses = statuses;
        this.reports = new Reports(platform.db());
    }

    public Reports reports() {
        return reports;
    }

    @Override
    public void mount(Endpoints api) {
        new ReportRoutes(reports, accounts.accounts(), accounts.views(), statuses.visible()).mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return ReportErasure.steps(platform.db());
    }
}
