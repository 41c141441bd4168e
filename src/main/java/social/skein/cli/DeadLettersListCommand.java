package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.app.EventLogFeature;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.DeadLetter;
import social.skein.http.Json;

/** Lists the letters that wait. */
@Command(name = "list", description = "List the facts that wait to be sent again, the oldest first.")
final class DeadLettersListCommand implements Runnable {
    private final SkeinCommand skein;

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Only those after this one.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Option(names = "--json", description = "Print them as JSON, whole.")
    private boolean json;

    DeadLettersListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            DeadLetters letters = bench.feature(EventLogFeature.class).deadLetters();
            print(bench.await(letters.pending(after, limit), "Listing the dead letters"));
        }
    }

    private void print(List<DeadLetter> letters) {
        if (json) {
            skein.out().println(Json.encode(letters.stream().map(Line::of).toList()));
        } else if (letters.isEmpty()) {
            skein.out().println("No fact waits.");
        } else {
            letters.forEach(letter -> skein.out()
                    .println(letter.id() + "  " + letter.createdAt() + "  " + letter.role() + "  " + letter.cause()));
        }
        skein.out().flush();
    }

    /** A letter as JSON: times as text. */
    private record Line(long id, String role, String topic, String payload, String cause, String createdAt) {
        static Line of(DeadLetter letter) {
            return new Line(
                    letter.id(),
                    letter.role(),
                    letter.topic(),
                    letter.payload(),
                    letter.cause(),
                    letter.createdAt().toString());
        }
    }
}
