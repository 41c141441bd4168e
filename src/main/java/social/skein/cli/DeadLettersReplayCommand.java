package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.app.EventLogFeature;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.DeadLetter;
import social.skein.http.Json;
import social.skein.model.Plurals;

/** Replays dead letters to the role that failed to handle them. */
@Command(name = "replay", description = "Replay dead letters to their role: all of them, or those with the given ids.")
final class DeadLettersReplayCommand implements Callable<Integer> {
    private static final int PAGE_SIZE = 500;

    private final SkeinCommand skein;

    @Parameters(
            paramLabel = "ID",
            description = "Ids of dead letters, as dead-letters list shows them; without one all are replayed.")
    private List<Long> ids = new ArrayList<>();

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    DeadLettersReplayCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The JSON output. */
    private record Replayed(long replayed) {}

    @Override
    public Integer call() {
        try (CommandContext context = skein.open()) {
            List<Long> missing = new ArrayList<>();
            long replayed = ids.isEmpty() ? replayAll(context) : replay(context, ids, missing);
            if (json) {
                skein.out().println(Json.encode(new Replayed(replayed)));
            } else if (replayed > 0 || missing.isEmpty()) {
                skein.out().println("Replayed " + Plurals.count(replayed, "fact") + ".");
            }
            skein.out().flush();
            missing.forEach(id -> skein.printError("There is no dead letter " + id + "."));
            return missing.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** Replays page by page up to the newest letter: a fact that fails again becomes a newer letter. */
    private static long replayAll(CommandContext context) {
        DeadLetters letters = context.feature(EventLogFeature.class).deadLetters();
        long replayed = 0;
        long after = 0;
        List<DeadLetter> page = context.await(letters.pending(after, PAGE_SIZE), "Listing the dead letters");
        while (!page.isEmpty()) {
            // A letter that another operator replays at the same time is not missing.
            replayed += replay(context, page.stream().map(DeadLetter::id).toList(), new ArrayList<>());
            after = page.get(page.size() - 1).id();
            page = page.size() < PAGE_SIZE
                    ? List.of()
                    : context.await(letters.pending(after, PAGE_SIZE), "Listing the dead letters");
        }
        return replayed;
    }

    /** @param missing receives the ids that no pending dead letter has */
    private static long replay(CommandContext context, List<Long> ids, List<Long> missing) {
        DeadLetters letters = context.feature(EventLogFeature.class).deadLetters();
        long replayed = 0;
        for (long id : ids) {
            if (context.await(letters.replay(id), "Replaying " + id).isPresent()) {
                replayed++;
            } else {
                missing.add(id);
            }
        }
        return replayed;
    }
}
