package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.config.Config;
import social.skein.timeline.TimelineFeature;

/** Rebuilds home timelines from the database. */
@Command(name = "rebuild", description = "Rebuild the home timelines of the given accounts from the database.")
final class TimelineRebuildCommand implements Callable<Integer> {
    private final SkeinCommand skein;

    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "The accounts, as in @NAME; - reads names from standard input.")
    private List<String> names = new ArrayList<>();

    TimelineRebuildCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public Integer call() {
        TerminalProgress progress = skein.progress();
        requireRedis(skein.settings().config());
        List<String> expanded = AccountNames.expand(names);
        try (CommandContext context = skein.open()) {
            List<AdminAccount> owners = AccountNames.findAll(skein, context, expanded);
            for (int done = 0; done < owners.size(); done++) {
                progress.fraction("Timelines", (double) done / owners.size());
                rebuild(context, owners.get(done));
            }
            progress.fraction("Timelines", 1);
            return owners.size() == expanded.size() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    static void requireRedis(Config config) {
        if (config.redis().isDisabled()) {
            throw new IllegalArgumentException("There are no stored timelines without Redis (redis.uri is none).");
        }
    }

    private void rebuild(CommandContext context, AdminAccount owner) {
        boolean rebuilt = context.await(
                context.feature(TimelineFeature.class).rebuilds().discardAndRebuild(owner.id()),
                "Rebuilding the timeline of @" + owner.username());
        skein.out()
                .println("@" + owner.username()
                        + (rebuilt ? ": rebuilt." : ": already being rebuilt by another process."));
        skein.out().flush();
    }
}
