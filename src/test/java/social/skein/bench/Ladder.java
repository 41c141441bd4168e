package social.skein.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    @Option(names = "--quick", description = "Short rounds on cold servers, to see that every rung stands.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "target/bench",
            description = "Where ladder.md, ladder.svg and ladder.json go (${DEFAULT-VALUE}).")
    private Path out = Path.of("target/bench");

    /** Everything a climb found. */
    record Found(Machine machine, boolean quick, List<Step> steps) {}

    /** Ends by exit, because clients of ours may have left threads behind; a hook tidies up before. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Ladder()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.now();
        Premises premises = Premises.open();
        List<Step> steps = new ArrayList<>();
        try {
            Climb climb = new Climb(premises, quick ? Effort.quick() : Effort.full());
            climb.begin();
            for (Rung rung : Rung.values()) {
                steps.add(climb.climb(rung));
            }
        } catch (RuntimeException fall) {
            Say.that(premises.lastWords());
            throw fall;
        }
        publish(new Found(machine, quick, steps));
        return steps.stream().allMatch(step -> step.failures() == 0) ? 0 : 1;
    }

    private void publish(Found found) throws IOException {
        Files.createDirectories(out);
        String table = LadderTable.of(found.steps, found.machine, found.quick);
        Files.writeString(out.resolve("ladder.md"), table + "\n");
        Files.writeString(out.resolve("ladder.svg"), LadderPlot.of(found.steps, found.machine));
        Files.writeString(out.resolve("ladder.json"), Json.text(found));
        System.out.println(table);
        Say.that("Written: ladder.md, ladder.svg and ladder.json in " + out);
    }
}
