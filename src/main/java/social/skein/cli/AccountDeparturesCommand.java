package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.Workbench;
import social.skein.departure.Departures;
import social.skein.http.Json;

/** Shows how far the deletion of accounts has come. */
@Command(name = "departures", description = "Show accounts that are being deleted, and what is left of each.")
final class AccountDeparturesCommand implements Runnable {
    private final SkeinCommand skein;

    @Option(names = "--all", description = "Those of which nothing is left, too.")
    private boolean all;

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Only those after this one.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    AccountDeparturesCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            Departures departures = bench.wiring().departures().departures();
            List<Departed> found = bench.finish(departures.list(all, after, limit), "Listing the departures").stream()
                    .map(departure -> Departed.of(bench, departure))
                    .toList();
            print(found);
        }
    }

    private void print(List<Departed> found) {
        if (json) {
            skein.out().println(Json.text(found));
        } else if (found.isEmpty()) {
            skein.out().println(all ? "Nobody has left." : "No account is being deleted.");
        } else {
            found.forEach(departed -> skein.out().println(departed.oneLine()));
        }
        skein.out().flush();
    }
}
