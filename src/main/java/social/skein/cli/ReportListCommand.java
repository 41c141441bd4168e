package social.skein.cli;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.report.Report;
import social.skein.report.ReportFeature;

/** Lists reports. */
@Command(name = "list", description = "List open reports, oldest first.")
final class ReportListCommand implements Runnable {
    private final SkeinCommand skein;

    @ArgGroup
    private OpenFilter filter = new OpenFilter();

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--json", description = "JSON output, with all fields.")
    private boolean json;

    ReportListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The mutually exclusive filters; at most one is set. */
    @SuppressWarnings("UnusedVariable") // --open is the default and only accepted for clarity.
    private static final class OpenFilter {
        @Option(names = "--open", description = "Show open reports only (default).")
        private boolean open;

        @Option(names = "--all", description = "Include resolved reports.")
        private boolean all;
    }

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            print(context.await(
                    context.feature(ReportFeature.class).reports().list(filter.all, page.after(), page.limit()),
                    "Listing the reports"));
        }
    }

    private void print(List<Report> reports) {
        List<ReportLine> lines = reports.stream().map(ReportLine::of).toList();
        if (json) {
            skein.out().println(Json.encode(lines));
        } else if (lines.isEmpty()) {
            skein.out().println(filter.all ? "There are no reports." : "There are no open reports.");
        } else {
            lines.forEach(line -> skein.out().println(line.singleLine()));
        }
        skein.out().flush();
        page.printIfFull(skein, reports.size());
    }
}
