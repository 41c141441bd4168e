package social.skein.app;

import social.skein.http.Endpoints;
import social.skein.report.ReportRoutes;
import social.skein.report.Reports;

/** Reporting people to the operators. */
final class ReportFeature {
    final Reports reports;
    private final Wiring wiring;

    ReportFeature(Wiring wiring) {
        this.wiring = wiring;
        this.reports = new Reports(wiring.db);
    }

    void mount(Endpoints api) {
        new ReportRoutes(reports, wiring.accounts, wiring.accountViews, wiring.visible).mount(api);
    }
}
