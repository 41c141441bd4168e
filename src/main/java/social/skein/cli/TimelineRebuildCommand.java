package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import social.skein.account.AccountFeature;
import social.skein.app.CommandContext;
import social.skein.config.Config;
import social.skein.model.AccountId;
import social.skein.timeline.TimelineFeature;

/** Rebuilds home timelines from the database. */
@Command(name = "rebuild", description = "Rebuild the home timelines of the given accounts from the database.")
final class TimelineRebuildCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Account name.")
    private List<String> names = new ArrayList<>();

    TimelineRebuildCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        TerminalProgress progress = TerminalProgress.onStandardError();
        Config config = skein.settings().config();
        if (config.redis().isDisabled()) {
            throw new IllegalArgumentException("There are no timelines to rebuild without Redis (redis.uri is none).");
        }
        try (CommandContext context = CommandContext.open(config, progress)) {
            Map<String, AccountId> accounts = context.await(
                    context.feature(AccountFeature.class).accounts().byUsernames(names), "Finding the accounts");
            for (int done = 0; done < names.size(); done++) {
                progress.fraction("Timelines", (double) done / names.size());
                rebuild(context, accounts, names.get(done));
            }
            progress.fraction("Timelines", 1);
        }
    }

    private void rebuild(CommandContext context, Map<String, AccountId> accounts, String name) {
        AccountId owner = Optional.ofNullable(accounts.get(name.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException("There is no account named " + name + "."));
        boolean rebuilt = context.await(
                context.feature(TimelineFeature.class).rebuilds().discardAndRebuild(owner),
                "Rebuilding the timeline of " + name);
        skein.out().println(name + (rebuilt ? ": rebuilt" : ": already being rebuilt by another process"));
        skein.out().flush();
    }
}
