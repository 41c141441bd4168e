package social.skein.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.Workbench;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.Letter;

/** Sends dead letters once more to the role that could not handle them. */
@Command(name = "replay", description = "Send facts once more to the role that could not handle them.")
final class DeadLettersReplayCommand implements Runnable {
    private static final int CHUNK = 200;

    private final SkeinCommand skein;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    DeadLettersReplayCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** Some, or all. */
    private static final class Which {
        @Parameters(paramLabel = "ID", arity = "1..*", description = "As `dead-letters list` shows them.")
        private List<Long> ids = List.of();

        @Option(names = "--all", required = true, description = "Every one that was not replayed.")
        private boolean all;
    }

    @Override
    public void run() {
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            DeadLetters letters = bench.wiring().deadLetters();
            int replayed = 0;
            for (long id : which.all ? all(bench, letters) : which.ids) {
                Optional<Letter> letter = bench.finish(letters.replay(id), "Replaying " + id);
                replayed += letter.isPresent() ? 1 : 0;
                if (letter.isEmpty()) {
                    skein.out().println("There is no dead letter " + id + ", or it was replayed before.");
                }
            }
            skein.out().println("Replayed " + replayed + (replayed == 1 ? " dead letter." : " dead letters."));
            skein.out().flush();
        }
    }

    private static List<Long> all(Workbench bench, DeadLetters letters) {
        List<Long> ids = new ArrayList<>();
        List<Letter> chunk = bench.finish(letters.open(0, CHUNK), "Reading the dead letters");
        while (!chunk.isEmpty()) {
            chunk.forEach(letter -> ids.add(letter.id()));
            chunk = bench.finish(letters.open(ids.get(ids.size() - 1), CHUNK), "Reading the dead letters");
        }
        return ids;
    }
}
