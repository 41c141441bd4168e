package social.skein.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.model.Plurals;
import social.skein.model.StatusId;
import social.skein.report.Report;

/** A report as commands print it; the names of deleted accounts are empty. */
record ReportLine(
        String id,
        boolean open,
        String category,
        String targetId,
        String target,
        @Nullable String reporterId,
        String reporter,
        String comment,
        List<String> statusIds,
        List<String> ruleIds,
        String createdAt,
        @Nullable String resolvedAt) {

    static ReportLine of(Report report) {
        return new ReportLine(
                Long.toString(report.id()),
                report.resolvedAt().isEmpty(),
                report.category().toString(),
                report.target().toString(),
                report.targetName(),
                report.reporter().map(AccountId::toString).orElse(null),
                report.reporterName(),
                report.comment(),
                report.statuses().stream().map(StatusId::toString).toList(),
                report.rules(),
                WireTimes.format(report.createdAt()),
                report.resolvedAt().map(WireTimes::format).orElse(null));
    }

    /** One line for the terminal, with control characters removed from user-supplied text. */
    String singleLine() {
        return id + "  " + createdAt + "  " + (open ? "open" : "resolved") + "  " + category + "  @" + target
                + " by " + (reporterId == null ? "a deleted account" : "@" + reporter) + "  "
                + (statusIds.isEmpty() ? "" : Plurals.count(statusIds.size(), "post") + "  ")
                + (comment.isEmpty() ? "" : "\"" + AccountListCommand.withoutControlCharacters(comment) + "\"");
    }
}
