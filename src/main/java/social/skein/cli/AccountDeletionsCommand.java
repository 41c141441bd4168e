package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.deletion.AccountDeletions;
import social.skein.deletion.DeletionFeature;
import social.skein.http.Json;

/** Shows how far the deletion of accounts has come. */
@Command(name = "deletions", description = "Show accounts that are being deleted, and what is left of each.")
final class AccountDeletionsCommand implements Runnable {
    private final SkeinCommand skein;

    @Option(names = "--all", description = "Those of which nothing is left, too.")
    private boolean all;

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Only those after this one.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    AccountDeletionsCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            AccountDeletions departures = bench.feature(DeletionFeature.class).deletions();
            List<DeletionLine> found =
                    bench.await(departures.list(all, after, limit), "Listing the departures").stream()
                            .map(departure -> DeletionLine.load(bench, departure))
                            .toList();
            print(found);
        }
    }

    private void print(List<DeletionLine> found) {
        if (json) {
            skein.out().println(Json.encode(found));
        } else if (found.isEmpty()) {
            skein.out().println(all ? "Nobody has left." : "No account is being deleted.");
        } else {
            found.forEach(departed -> skein.out().println(departed.singleLine()));
        }
        skein.out().flush();
    }
}
