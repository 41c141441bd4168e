package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.deletion.AccountDeletions;
import social.skein.deletion.DeletionFeature;
import social.skein.http.Json;

/** Shows the progress of account deletions. */
@Command(name = "deletions", description = "List account deletions in progress and the rows that remain.")
final class AccountDeletionsCommand implements Runnable {
    private final SkeinCommand skein;

    @Option(names = "--all", description = "Include finished deletions.")
    private boolean all;

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Show entries after this id only.")
    private long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum number of entries (default ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountDeletionsCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext context =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            AccountDeletions deletions = context.feature(DeletionFeature.class).deletions();
            List<DeletionLine> found =
                    context.await(deletions.list(all, after, limit), "Listing the deletions").stream()
                            .map(deletion -> DeletionLine.load(context, deletion))
                            .toList();
            print(found);
        }
    }

    private void print(List<DeletionLine> found) {
        if (json) {
            skein.out().println(Json.encode(found));
        } else if (found.isEmpty()) {
            skein.out().println(all ? "No account was deleted." : "No account is being deleted.");
        } else {
            found.forEach(deletion -> skein.out().println(deletion.singleLine()));
        }
        skein.out().flush();
    }
}
