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

/** The command {@code bin/bench ladder}: measures the rungs of {@code conf/rungs} under the same load. */
@Command(
        name = "bin/bench ladder",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measure the rungs of conf/rungs on separate servers, under the same load.")
public final class LadderCommand implements Callable<Integer> {
    /** The markers of the generated part of the page. */
    private static final String BEGIN_MARKER = "<!-- bin/bench ladder --write docs -->";

    private static final String END_MARKER = "<!-- until here -->";

    @Option(names = "--quick", description = "Short rounds on cold servers: a smoke test of every rung.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "target/bench",
            description = "The folder for ladder.md, ladder.svg and ladder.json (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("target/bench");

    @Option(
            names = "--write",
            paramLabel = "FOLDER",
            description = "Also write the tables into LADDER.md of this folder, and the chart beside it: --write docs.")
    private Optional<Path> docsFolder = Optional.empty();

    /** The results of all measured rungs. */
    record LadderReport(MachineInfo machine, boolean quick, List<RungResult> steps) {
        boolean isComplete() {
            return steps.size() == LadderRung.values().length;
        }
    }

    /** Calls exit, because HTTP clients may have left threads running; a shutdown hook cleans up. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LadderCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        MachineInfo machine = MachineInfo.detect();
        BenchWorkspace workspace = BenchWorkspace.open();
        LadderRun run = new LadderRun(workspace, quick ? WorkloadSize.quick() : WorkloadSize.full());
        run.seed();
        List<RungResult> results = new ArrayList<>();
        for (LadderRung rung : LadderRung.values()) {
            measureRung(run, rung, workspace).ifPresent(results::add);
        }
        LadderReport report = new LadderReport(machine, quick, results);
        publish(report);
        return report.isComplete() && results.stream().allMatch(result -> result.failures() == 0) ? 0 : 1;
    }

    /** Logs the failure of a rung and returns empty, so that the next rung is measured anyway. */
    private static Optional<RungResult> measureRung(LadderRun run, LadderRung rung, BenchWorkspace workspace) {
        try {
            return Optional.of(run.measureRung(rung));
        } catch (RuntimeException failure) {
            if (workspace.isClosed()) {
                throw failure;
            }
            failure.printStackTrace();
            BenchLog.info(workspace.logTail());
            return Optional.empty();
        }
    }

    private void publish(LadderReport report) throws IOException {
        Files.createDirectories(out);
        String table = LadderTable.render(report.steps, report.machine, report.quick);
        Files.writeString(out.resolve("ladder.md"), table + "\n");
        Files.writeString(out.resolve("ladder.svg"), LadderPlot.render(report.steps, report.machine));
        Files.writeString(out.resolve("ladder.json"), Json.encode(report));
        System.out.println(table);
        BenchLog.info("Written: ladder.md, ladder.svg and ladder.json in " + out);
        if (docsFolder.isPresent() && report.isComplete()) {
            Path page = docsFolder.get().resolve("LADDER.md");
            Files.writeString(page, replaceSection(Files.readString(page), table));
            Files.writeString(page.resolveSibling("ladder.svg"), LadderPlot.render(report.steps, report.machine));
            BenchLog.info("Updated " + page);
        }
    }

    private static String replaceSection(String page, String table) {
        int from = page.indexOf(BEGIN_MARKER);
        int to = page.indexOf(END_MARKER);
        if (from < 0 || to < from) {
            throw new IllegalStateException("The page lacks the markers " + BEGIN_MARKER + " and " + END_MARKER);
        }
        return page.substring(0, from + BEGIN_MARKER.length()) + "\n" + table + "\n" + page.substring(to);
    }
}
