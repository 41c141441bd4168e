package social.skein.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.http.Json;

/** The command {@code bin/bench}: measures Skein against the limits of the machine, on its own servers. */
@Command(
        name = "bin/bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measure Skein against the limits of this machine, on separate servers in a temporary folder.",
        footer = {
            "",
            "bin/bench jmh [PATTERN...] runs the microbenchmarks with JMH.",
            "bin/bench ladder measures every rung, from one server to one process per role, under the same load."
        })
public final class BenchCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SCENARIO",
            description = "The scenarios to measure; all by default. --list prints their names.")
    private Set<String> scenarios = new LinkedHashSet<>();

    @Option(names = "--list", description = "Print the scenarios and exit.")
    private boolean list;

    @Option(names = "--quick", description = "Short rounds on cold servers: a smoke test.")
    private boolean quick;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "1k,10k,100k",
            description = "Numbers of accounts to compare: 1k, 10k, 100k, 1m (default: ${DEFAULT-VALUE}).")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "SIZE=FOLDER",
            description = "A folder that has been seeded with this number of accounts, so that it is not seeded again.")
    private Map<String, Path> data = new TreeMap<>();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "target/bench",
            description = "The output folder (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("target/bench");

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "The results as JSON (default: bench.json in the output folder).")
    private Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "The chart (default: bench.svg in the output folder).")
    private Path plot;

    /** Calls exit, because HTTP clients may have left threads running; a shutdown hook cleans up. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            System.out.println(Scenarios.describe());
            return 0;
        }
        List<Scenario> selected = Scenarios.select(scenarios);
        MachineInfo machine = MachineInfo.detect();
        BenchWorkspace workspace = BenchWorkspace.open();
        BenchContext context =
                new BenchContext(workspace, quick ? WorkloadSize.quick() : WorkloadSize.full(), parseSizes());
        List<ScenarioResult> sections = new ArrayList<>();
        boolean complete = true;
        for (Scenario scenario : selected) {
            BenchLog.info("--- " + scenario.name() + ": " + scenario.title());
            complete &= measure(scenario, context, sections);
            if (workspace.isClosed()) {
                return 1;
            }
        }
        publish(BenchReport.of(machine, quick, sections));
        return complete ? 0 : 1;
    }

    /** A failed scenario becomes a note in the report, and the others still run. */
    private static boolean measure(Scenario scenario, BenchContext context, List<ScenarioResult> sections) {
        try {
            sections.add(scenario.measure(context));
            return true;
        } catch (Exception failure) {
            if (context.workspace().isClosed()) {
                return false;
            }
            sections.add(ScenarioResult.skipped(scenario, failure.getMessage()));
            failure.printStackTrace();
            BenchLog.info(context.workspace().logTail());
            return false;
        }
    }

    private void publish(BenchReport report) throws IOException {
        Files.createDirectories(out);
        Path jsonFile = json == null ? out.resolve("bench.json") : json;
        Path plotFile = plot == null ? out.resolve("bench.svg") : plot;
        Files.writeString(jsonFile, Json.encode(report));
        Files.writeString(plotFile, ReportPlot.render(report));
        String table = ReportTable.render(report);
        Files.writeString(out.resolve("bench.txt"), table + "\n");
        System.out.println(table);
        BenchLog.info("Written: " + jsonFile + ", " + plotFile + ", " + out.resolve("bench.txt"));
    }

    private BenchContext.DeploymentSizes parseSizes() {
        Map<Long, Path> seededFolders = new TreeMap<>();
        data.forEach((size, folder) -> seededFolders.put(parseSize(size), folder));
        return new BenchContext.DeploymentSizes(
                sizes.stream().map(BenchCommand::parseSize).sorted().toList(), seededFolders);
    }

    /** Parses 10k as ten thousand and 1m as a million. */
    private static long parseSize(String size) {
        String digits = size.toLowerCase(Locale.ROOT).replace("k", "000").replace("m", "000000");
        if (!digits.matches("10{3,6}")) {
            throw new IllegalArgumentException("Unknown size " + size + "; the sizes are 1k, 10k, 100k and 1m");
        }
        return Long.parseLong(digits);
    }
}
