package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.Workbench;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.Letter;
import social.skein.http.Json;
import social.skein.http.Times;

/** Lists the dead letters that were not replayed. */
@Command(name = "list", description = "List the facts that were put away and not replayed, the oldest first.")
final class DeadLettersListCommand implements Runnable {
    private static final int CHUNK = 200;

    private final SkeinCommand skein;

    @Option(names = "--json", description = "Print each as a line of JSON, with its payload.")
    private boolean json;

    DeadLettersListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    private record Shown(
            long id, String role, String topic, long actorId, String createdAt, String cause, String payload) {
        static Shown of(Letter letter) {
            return new Shown(
                    letter.id(),
                    letter.role(),
                    letter.topic(),
                    letter.actor(),
                    Times.instant(letter.createdAt()),
                    letter.cause(),
                    letter.payload());
        }
    }

    @Override
    public void run() {
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            DeadLetters letters = bench.wiring().deadLetters();
            List<Letter> chunk = bench.finish(letters.open(0, CHUNK), "Reading the dead letters");
            if (chunk.isEmpty() && !json) {
                skein.out().println("There are no dead letters.");
            }
            while (!chunk.isEmpty()) {
                chunk.forEach(letter -> skein.out().println(json ? Json.text(Shown.of(letter)) : line(letter)));
                chunk = bench.finish(letters.open(chunk.get(chunk.size() - 1).id(), CHUNK), "Reading the dead letters");
            }
            skein.out().flush();
        }
    }

    private static String line(Letter letter) {
        return letter.id() + "  " + letter.createdAt() + "  " + letter.role() + "  " + letter.topic() + "  "
                + letter.cause().lines().findFirst().orElse("");
    }
}
