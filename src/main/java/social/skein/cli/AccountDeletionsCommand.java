package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountDeletionsCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            AccountDeletions deletions = context.feature(DeletionFeature.class).deletions();
            List<DeletionLine> found =
                    context.await(deletions.list(all, page.after(), page.limit()), "Listing the deletions").stream()
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
        page.printIfFull(skein, found.size());
    }
}
