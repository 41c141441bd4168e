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

/** Builds home timelines anew from the database. */
@Command(name = "rebuild", description = "Build the home timelines of these people anew from the database.")
final class TimelineRebuildCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Whose.")
    private List<String> names = new ArrayList<>();

    TimelineRebuildCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        TerminalProgress progress = TerminalProgress.onStandardError();
        Config config = skein.settings().config();
        if (config.redis().isDisabled()) {
            throw new IllegalArgumentException("Without Redis (redis.uri is none) there are no timelines to rebuild.");
        }
        try (CommandContext bench = CommandContext.open(config, progress)) {
            Map<String, AccountId> people = bench.await(
                    bench.feature(AccountFeature.class).accounts().byUsernames(names), "Finding the accounts");
            for (int done = 0; done < names.size(); done++) {
                progress.fraction("Timelines", (double) done / names.size());
                rebuild(bench, people, names.get(done));
            }
            progress.fraction("Timelines", 1);
        }
    }

    private void rebuild(CommandContext bench, Map<String, AccountId> people, String name) {
        AccountId owner = Optional.ofNullable(people.get(name.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException("Nobody here is called " + name + "."));
        boolean ours = bench.await(
                bench.feature(TimelineFeature.class).rebuilds().discardAndRebuild(owner),
                "Rebuilding the timeline of " + name);
        skein.out().println(name + (ours ? ": rebuilt" : ": being rebuilt by another process"));
        skein.out().flush();
    }
}
