package social.skein.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.report.Report;
import social.skein.report.ReportFeature;

/** Shows one report in full. */
@Command(name = "show", description = "Show a report: reporter, target, reason, posts.")
final class ReportShowCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "ID", description = "The id of the report, as report list shows it.")
    private long id;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    ReportShowCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            ReportLine line = ReportLine.of(find(context, id));
            skein.out().println(json ? Json.encode(line) : text(line));
            skein.out().flush();
        }
    }

    /** The report with this id; an {@link IllegalArgumentException} if there is none. */
    static Report find(CommandContext context, long id) {
        Optional<Report> found =
                context.await(context.feature(ReportFeature.class).reports().find(id), "Finding the report");
        return found.orElseThrow(() -> new IllegalArgumentException("There is no report " + id + "."));
    }

    private static String text(ReportLine line) {
        return String.join(
                System.lineSeparator(),
                "Report    " + line.id() + ", " + line.category(),
                "About     " + (line.target().isEmpty() ? "a deleted account" : "@" + line.target()) + " "
                        + line.targetId(),
                "By        " + (line.reporterId() == null ? "a deleted account" : "@" + line.reporter()),
                "Created   " + line.createdAt(),
                "Resolved  " + (line.resolvedAt() == null ? "not yet" : line.resolvedAt()),
                "Posts     " + (line.statusIds().isEmpty() ? "none" : String.join(" ", line.statusIds())),
                "Rules     " + (line.ruleIds().isEmpty() ? "none" : String.join(" ", line.ruleIds())),
                "Comment   " + AccountListCommand.withoutControlCharacters(line.comment()));
    }
}
