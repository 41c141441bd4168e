package social.skein.report;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Problem;
import social.skein.status.VisibleStatuses;

/** Submits reports over HTTP. */
public final class ReportRoutes {
    private final Reports reports;
    private final Accounts accounts;
    private final AccountViews accountViews;
    private final VisibleStatuses visibleStatuses;

    public ReportRoutes(
            Reports reports, Accounts accounts, AccountViews accountViews, VisibleStatuses visibleStatuses) {
        this.reports = reports;
        this.accounts = accounts;
        this.accountViews = accountViews;
        this.visibleStatuses = visibleStatuses;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/reports", Access.user(Scope.WRITE_REPORTS), this::create);
    }

    private Future<ReportView> create(Request request) {
        NewReport report = NewReport.parse(request.account(), request.params());
        return accounts.get(report.target())
                .compose(target -> checkStatuses(report)
                        .compose(checked -> reports.create(report))
                        .map(created -> view(created, target)));
    }

    /** A status that the reporter cannot see, or of another author, is a 404: it cannot be part of this report. */
    private Future<Void> checkStatuses(NewReport report) {
        return visibleStatuses
                .byIds(Optional.of(report.reporter()), report.statuses())
                .map(visible -> {
                    boolean byTarget =
                            visible.stream().allMatch(status -> status.author().equals(report.target()));
                    if (!byTarget || visible.size() < report.statuses().size()) {
                        throw new Problem.NotFound();
                    }
                    return null;
                });
    }

    private ReportView view(Report report, Account target) {
        return ReportView.of(report, accountViews.view(target));
    }
}
