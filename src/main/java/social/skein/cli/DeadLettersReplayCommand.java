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

/** Replays dead letters to the role that failed to handle them. */
@Command(name = "replay", description = "Replay dead letters to their role: all of them, or those with the given ids.")
final class DeadLettersReplayCommand implements Runnable {
    private static final int PAGE_SIZE = 500;

    private final SkeinCommand skein;

    @Parameters(paramLabel = "ID", description = "Dead letter id.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    DeadLettersReplayCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The JSON output. */
    private record Replayed(long replayed) {}

    @Override
    public void run() {
        Config config = skein.settings().config();
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (CommandContext context = CommandContext.open(config, progress)) {
            long replayed = ids.isEmpty() ? replayAll(context) : replay(context, ids);
            skein.out().println(json ? Json.encode(new Replayed(replayed)) : "Replayed " + replayed + " facts.");
            skein.out().flush();
        }
    }

    /** Replays page by page up to the newest letter: a fact that fails again becomes a newer letter. */
    private static long replayAll(CommandContext context) {
        DeadLetters letters = context.feature(EventLogFeature.class).deadLetters();
        long replayed = 0;
        long after = 0;
        List<DeadLetter> page = context.await(letters.pending(after, PAGE_SIZE), "Listing the dead letters");
        while (!page.isEmpty()) {
            replayed += replay(context, page.stream().map(DeadLetter::id).toList());
            after = page.get(page.size() - 1).id();
            page = page.size() < PAGE_SIZE
                    ? List.of()
                    : context.await(letters.pending(after, PAGE_SIZE), "Listing the dead letters");
        }
        return replayed;
    }

    private static long replay(CommandContext context, List<Long> ids) {
        DeadLetters letters = context.feature(EventLogFeature.class).deadLetters();
        return ids.stream()
                .filter(id ->
                        context.await(letters.replay(id), "Replaying " + id).isPresent())
                .count();
    }
}
