package social.skein.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.report.Report;
import social.skein.report.ReportFeature;

/** Shows one report whole. */
@Command(name = "show", description = "Show a report: who, whom, why, which posts.")
final class ReportShowCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "ID", description = "What list shows.")
    private long id;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    ReportShowCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            ReportLine line = ReportLine.of(find(bench, id));
            skein.out().println(json ? Json.encode(line) : text(line));
            skein.out().flush();
        }
    }

    /** The report, or the sentence that says there is none. */
    static Report find(CommandContext bench, long id) {
        Optional<Report> found =
                bench.await(bench.feature(ReportFeature.class).reports().find(id), "Finding the report");
        return found.orElseThrow(() -> new IllegalArgumentException("There is no report " + id + "."));
    }

    private static String text(ReportLine line) {
        return String.join(
                System.lineSeparator(),
                "Report    " + line.id() + ", " + line.category(),
                "About     " + (line.target().isEmpty() ? "nobody any more" : "@" + line.target()) + " "
                        + line.targetId(),
                "By        " + (line.reporterId() == null ? "somebody who left" : "@" + line.reporter()),
                "Made      " + line.createdAt(),
                "Resolved  " + (line.resolvedAt() == null ? "not yet" : line.resolvedAt()),
                "Posts     " + (line.statusIds().isEmpty() ? "none" : String.join(" ", line.statusIds())),
                "Rules     " + (line.ruleIds().isEmpty() ? "none" : String.join(" ", line.ruleIds())),
                "Comment   " + AccountListCommand.withoutControlCharacters(line.comment()));
    }
}
