package social.skein.cli;

import io.vertx.core.Future;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import social.skein.account.Account;
import social.skein.app.Wiring;
import social.skein.app.Workbench;

/** Makes home timelines in Redis anew from PostgreSQL. */
@Command(
        name = "rebuild",
        description = "Forget people's home timelines in Redis and make them anew from the database.")
final class TimelineRebuildCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Whose timelines.")
    private List<String> names = List.of();

    TimelineRebuildCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (Workbench bench = Workbench.open(skein.settings().config(), progress)) {
            int rebuilt = 0;
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                boolean ours = bench.finish(rebuild(bench.wiring(), name), "Rebuilding the timeline of " + name);
                rebuilt += ours ? 1 : 0;
                progress.fraction("Timelines", (i + 1.0) / names.size());
            }
            skein.out().println("Rebuilt " + rebuilt + (rebuilt == 1 ? " timeline." : " timelines."));
            skein.out().flush();
        }
    }

    private static Future<Boolean> rebuild(Wiring wiring, String name) {
        return wiring.accounts()
                .byUsername(name)
                .map(found -> found.map(Account::id)
                        .orElseThrow(() -> new IllegalArgumentException("Nobody here is called " + name)))
                .compose(wiring.rebuilds()::anew);
    }
}
