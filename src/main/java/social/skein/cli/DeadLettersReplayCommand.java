package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.app.EventLogFeature;
import social.skein.config.Config;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.DeadLetter;
import social.skein.http.Json;

/** Sends letters again to the role that could not handle them. */
@Command(
        name = "replay",
        description = "Send facts again to the role that could not handle them; all that wait, or these.")
final class DeadLettersReplayCommand implements Runnable {
    private static final int PAGE_SIZE = 500;

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
        try (CommandContext bench = CommandContext.open(config, progress)) {
            long replayed = ids.isEmpty() ? replayAll(bench) : replay(bench, ids);
            skein.out()
                    .println(json ? Json.encode(new Replayed(replayed)) : replayed + " facts are on their way again.");
            skein.out().flush();
        }
    }

    /** Page by page up to the newest there is now: what fails again is a new letter, behind those. */
    private static long replayAll(CommandContext bench) {
        DeadLetters letters = bench.feature(EventLogFeature.class).deadLetters();
        long replayed = 0;
        long after = 0;
        List<DeadLetter> page = bench.await(letters.pending(after, PAGE_SIZE), "Listing the dead letters");
        while (!page.isEmpty()) {
            replayed += replay(bench, page.stream().map(DeadLetter::id).toList());
            after = page.get(page.size() - 1).id();
            page = page.size() < PAGE_SIZE
                    ? List.of()
                    : bench.await(letters.pending(after, PAGE_SIZE), "Listing the dead letters");
        }
        return replayed;
    }

    private static long replay(CommandContext bench, List<Long> ids) {
        DeadLetters letters = bench.feature(EventLogFeature.class).deadLetters();
        return ids.stream()
                .filter(id -> bench.await(letters.replay(id), "Replaying " + id).isPresent())
                .count();
    }
}
