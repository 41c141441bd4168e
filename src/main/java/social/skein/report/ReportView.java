package social.skein.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.http.WireTimes;
import social.skein.model.StatusId;

/** A report as the API shows it to the reporter. */
record ReportView(
        String id,
        boolean actionTaken,
        @Nullable String actionTakenAt,
        String category,
        String comment,
        boolean forwarded,
        String createdAt,
        List<String> statusIds,
        List<String> ruleIds,
        AccountView targetAccount) {

    static ReportView of(Report report, AccountView target) {
        return new ReportView(
                Long.toString(report.id()),
                report.resolvedAt().isPresent(),
                report.resolvedAt().map(WireTimes::format).orElse(null),
                report.category().toString(),
                report.comment(),
                false,
                WireTimes.format(report.createdAt()),
                report.statuses().stream().map(StatusId::toString).toList(),
                report.rules(),
                target);
    }
}
