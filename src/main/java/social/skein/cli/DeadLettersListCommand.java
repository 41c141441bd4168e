package social.skein.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.app.EventLogFeature;
import social.skein.events.DeadLetters;
import social.skein.events.DeadLetters.DeadLetter;
import social.skein.http.Json;

/** Lists the pending dead letters. */
@Command(name = "list", description = "List the dead letters, oldest first.")
final class DeadLettersListCommand implements Runnable {
    private final SkeinCommand skein;

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--json", description = "JSON output, with the payloads.")
    private boolean json;

    DeadLettersListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            DeadLetters letters = context.feature(EventLogFeature.class).deadLetters();
            print(context.await(letters.pending(page.after(), page.limit()), "Listing the dead letters"));
        }
    }

    private void print(List<DeadLetter> letters) {
        if (json) {
            skein.out().println(Json.encode(letters.stream().map(Line::of).toList()));
        } else if (letters.isEmpty()) {
            skein.out().println("There are no dead letters.");
        } else {
            letters.forEach(letter -> skein.out()
                    .println(letter.id() + "  " + letter.createdAt() + "  " + letter.role() + "  " + letter.cause()));
        }
        skein.out().flush();
        page.printIfFull(skein, letters.size());
    }

    /** A dead letter in JSON output; times are strings. */
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
