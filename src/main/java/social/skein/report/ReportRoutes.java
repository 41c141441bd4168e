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

/** Reporting over HTTP. */
public final class ReportRoutes {
    private final Reports reports;
    private final Accounts accounts;
    private final AccountViews people;
    private final VisibleStatuses visible;

    public ReportRoutes(Reports reports, Accounts accounts, AccountViews people, VisibleStatuses visible) {
        this.reports = reports;
        this.accounts = accounts;
        this.people = people;
        this.visible = visible;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/reports", Access.user(Scope.WRITE_REPORTS), this::report);
    }

    private Future<ReportView> report(Request request) {
        NewReport report = NewReport.of(request.account(), request.params());
        return accounts.get(report.target())
                .compose(target -> checkStatuses(report)
                        .compose(theirs -> reports.add(report))
                        .map(made -> view(made, target)));
    }

    /** What is not there for the reporter, or is somebody else's, is a 404: neither is among what they can report. */
    private Future<Void> checkStatuses(NewReport report) {
        return visible.byIds(Optional.of(report.by()), report.statuses()).map(seen -> {
            boolean theirs = seen.stream().allMatch(status -> status.author().equals(report.target()));
            if (!theirs || seen.size() < report.statuses().size()) {
                throw new Problem.NotFound();
            }
            return null;
        });
    }

    private ReportView view(Report report, Account target) {
        return ReportView.of(report, people.view(target));
    }
}
