package social.skein.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.http.Json;

/** The command {@code bin/bench ladder}: climbs the rungs of {@code conf/rungs}, with the same load on each. */
@Command(
        name = "bin/bench ladder",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Climb the rungs of conf/rungs on servers of its own, with the same load on each.")
public final class Ladder implements Callable<Integer> {
    /** Between these lines of the page stands what was measured last. */
    private static final String FROM = "<!-- bin/bench ladder --write docs -->";

    private static final String TO = "<!-- until here -->";

    @Option(names = "--quick", description = "Short rounds on cold servers, to see that every rung stands.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "target/bench",
            description = "Where ladder.md, ladder.svg and ladder.json go (${DEFAULT-VALUE}).")
    private Path out = Path.of("target/bench");

    @Option(
            names = "--write",
            paramLabel = "FOLDER",
            description =
                    "Put the tables into LADDER.md of this folder as well, and the picture beside it: --write docs.")
    private Optional<Path> written = Optional.empty();

    /** Everything a climb found. */
    record Found(Machine machine, boolean quick, List<Step> steps) {
        boolean isWhole() {
            return steps.size() == Rung.values().length;
        }
    }

    /** Ends by exit, because clients of ours may have left threads behind; a hook tidies up before. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Ladder()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.now();
        Premises premises = Premises.open();
        Climb climb = new Climb(premises, quick ? Effort.quick() : Effort.full());
        climb.begin();
        List<Step> steps = new ArrayList<>();
        for (Rung rung : Rung.values()) {
            climb(climb, rung, premises).ifPresent(steps::add);
        }
        Found found = new Found(machine, quick, steps);
        publish(found);
        return found.isWhole() && steps.stream().allMatch(step -> step.failures() == 0) ? 0 : 1;
    }

    /** Who falls from a rung says so, and the next is climbed all the same. */
    private static Optional<Step> climb(Climb climb, Rung rung, Premises premises) {
        try {
            return Optional.of(climb.climb(rung));
        } catch (RuntimeException fall) {
            if (premises.over()) {
                throw fall;
            }
            fall.printStackTrace();
            Say.that(premises.lastWords());
            return Optional.empty();
        }
    }

    private void publish(Found found) throws IOException {
        Files.createDirectories(out);
        String table = LadderTable.of(found.steps, found.machine, found.quick);
        Files.writeString(out.resolve("ladder.md"), table + "\n");
        Files.writeString(out.resolve("ladder.svg"), LadderPlot.of(found.steps, found.machine));
        Files.writeString(out.resolve("ladder.json"), Json.text(found));
        System.out.println(table);
        Say.that("Written: ladder.md, ladder.svg and ladder.json in " + out);
        if (written.isPresent() && found.isWhole()) {
            Path page = written.get().resolve("LADDER.md");
            Files.writeString(page, putIn(Files.readString(page), table));
            Files.writeString(page.resolveSibling("ladder.svg"), LadderPlot.of(found.steps, found.machine));
            Say.that("Put into " + page);
        }
    }

    private static String putIn(String page, String table) {
        int from = page.indexOf(FROM);
        int to = page.indexOf(TO);
        if (from < 0 || to < from) {
            throw new IllegalStateException("The page has no place for it, between " + FROM + " and " + TO);
        }
        return page.substring(0, from + FROM.length()) + "\n" + table + "\n" + page.substring(to);
    }
}
