package social.skein.cli;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.report.Report;
import social.skein.report.ReportFeature;

/** Lists reports. */
@Command(name = "list", description = "List the reports that wait for an answer, the oldest first.")
final class ReportListCommand implements Runnable {
    private final SkeinCommand skein;

    @ArgGroup
    private OpenFilter filter = new OpenFilter();

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Only those after this one.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Option(names = "--json", description = "Print them as JSON, whole.")
    private boolean json;

    ReportListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** One of these, or neither. */
    @SuppressWarnings("UnusedVariable") // "open" is what is done anyway, and may be said
    private static final class OpenFilter {
        @Option(names = "--open", description = "Only those that wait; this is the usual.")
        private boolean open;

        @Option(names = "--all", description = "Those that are resolved, too.")
        private boolean all;
    }

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            print(bench.await(
                    bench.feature(ReportFeature.class).reports().list(filter.all, after, limit),
                    "Listing the reports"));
        }
    }

    private void print(List<Report> reports) {
        List<ReportLine> lines = reports.stream().map(ReportLine::of).toList();
        if (json) {
            skein.out().println(Json.encode(lines));
        } else if (lines.isEmpty()) {
            skein.out().println(filter.all ? "There are none." : "No report waits.");
        } else {
            lines.forEach(line -> skein.out().println(line.singleLine()));
        }
        skein.out().flush();
    }
}
