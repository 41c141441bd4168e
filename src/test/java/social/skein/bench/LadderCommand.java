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
public final class LadderCommand implements Callable<Integer> {
    /** Between these lines of the page stands what was measured last. */
    private static final String BEGIN_MARKER = "<!-- bin/bench ladder --write docs -->";

    private static final String END_MARKER = "<!-- until here -->";

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
    private Optional<Path> docsFolder = Optional.empty();

    /** Everything a climb found. */
    record LadderReport(MachineInfo machine, boolean quick, List<RungResult> steps) {
        boolean isComplete() {
            return steps.size() == LadderRung.values().length;
        }
    }

    /** Ends by exit, because clients of ours may have left threads behind; a hook tidies up before. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LadderCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        MachineInfo machine = MachineInfo.detect();
        BenchWorkspace premises = BenchWorkspace.open();
        LadderRun climb = new LadderRun(premises, quick ? WorkloadSize.quick() : WorkloadSize.full());
        climb.seed();
        List<RungResult> steps = new ArrayList<>();
        for (LadderRung rung : LadderRung.values()) {
            measureRung(climb, rung, premises).ifPresent(steps::add);
        }
        LadderReport found = new LadderReport(machine, quick, steps);
        publish(found);
        return found.isComplete() && steps.stream().allMatch(step -> step.failures() == 0) ? 0 : 1;
    }

    /** Who falls from a rung says so, and the next is climbed all the same. */
    private static Optional<RungResult> measureRung(LadderRun climb, LadderRung rung, BenchWorkspace premises) {
        try {
            return Optional.of(climb.measureRung(rung));
        } catch (RuntimeException fall) {
            if (premises.isClosed()) {
                throw fall;
            }
            fall.printStackTrace();
            BenchLog.info(premises.logTail());
            return Optional.empty();
        }
    }

    private void publish(LadderReport found) throws IOException {
        Files.createDirectories(out);
        String table = LadderTable.render(found.steps, found.machine, found.quick);
        Files.writeString(out.resolve("ladder.md"), table + "\n");
        Files.writeString(out.resolve("ladder.svg"), LadderPlot.render(found.steps, found.machine));
        Files.writeString(out.resolve("ladder.json"), Json.encode(found));
        System.out.println(table);
        BenchLog.info("Written: ladder.md, ladder.svg and ladder.json in " + out);
        if (docsFolder.isPresent() && found.isComplete()) {
            Path page = docsFolder.get().resolve("LADDER.md");
            Files.writeString(page, replaceSection(Files.readString(page), table));
            Files.writeString(page.resolveSibling("ladder.svg"), LadderPlot.render(found.steps, found.machine));
            BenchLog.info("Put into " + page);
        }
    }

    private static String replaceSection(String page, String table) {
        int from = page.indexOf(BEGIN_MARKER);
        int to = page.indexOf(END_MARKER);
        if (from < 0 || to < from) {
            throw new IllegalStateException(
                    "The page has no place for it, between " + BEGIN_MARKER + " and " + END_MARKER);
        }
        return page.substring(0, from + BEGIN_MARKER.length()) + "\n" + table + "\n" + page.substring(to);
    }
}
