package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.Workbench;
import social.skein.config.Config;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.Letter;
import social.skein.http.Json;

/** Sends letters again to the role that could not handle them. */
@Command(
        name = "replay",
        description = "Send facts again to the role that could not handle them; all that wait, or these.")
final class DeadLettersReplayCommand implements Runnable {
    private static final int PAGE = 500;

    private final SkeinCommand skein;

    @Parameters(paramLabel = "ID", description = "What list shows.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--json", description = "Print how many as JSON.")
    private boolean json;

    DeadLettersReplayCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** How many were sent again. */
    private record Replayed(long replayed) {}

    @Override
    public void run() {
        Config config = skein.settings().config();
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (Workbench bench = Workbench.open(config, progress)) {
            long replayed = ids.isEmpty() ? all(bench) : these(bench, ids);
            skein.out().println(json ? Json.text(new Replayed(replayed)) : replayed + " facts are on their way again.");
            skein.out().flush();
        }
    }

    /** Page by page up to the newest there is now: what fails again is a new letter, behind those. */
    private static long all(Workbench bench) {
        DeadLetters letters = bench.wiring().deadLetters();
        long replayed = 0;
        long after = 0;
        List<Letter> page = bench.finish(letters.open(after, PAGE), "Listing the dead letters");
        while (!page.isEmpty()) {
            replayed += these(bench, page.stream().map(Letter::id).toList());
            after = page.get(page.size() - 1).id();
            page = page.size() < PAGE ? List.of() : bench.finish(letters.open(after, PAGE), "Listing the dead letters");
        }
        return replayed;
    }

    private static long these(Workbench bench, List<Long> ids) {
        DeadLetters letters = bench.wiring().deadLetters();
        return ids.stream()
                .filter(id ->
                        bench.finish(letters.replay(id), "Replaying " + id).isPresent())
                .count();
    }
}
