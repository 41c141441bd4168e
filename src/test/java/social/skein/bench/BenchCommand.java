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

/** The command {@code bin/bench}: measures Skein beside what the machine allows, on servers of its own. */
@Command(
        name = "bin/bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measure Skein beside what this machine allows, on servers of its own in a temporary folder.",
        footer = {
            "",
            "bin/bench jmh [PATTERN...] measures the inner pieces alone, with JMH.",
            "bin/bench ladder climbs from one server to a process for each role, with the same load on each rung."
        })
public final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PART", description = "What to measure; everything by default. --list shows the parts.")
    private Set<String> scenarios = new LinkedHashSet<>();

    @Option(names = "--list", description = "Show the parts and end.")
    private boolean list;

    @Option(names = "--quick", description = "Short rounds on cold servers, to see that everything works.")
    private boolean quick;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "1k,10k,100k",
            description = "Accounts of the deployments that are compared: 1k, 10k, 100k, 1m (${DEFAULT-VALUE}).")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "SIZE=FOLDER",
            description = "A data folder that seed has loaded to this size already, so that it is not loaded again.")
    private Map<String, Path> data = new TreeMap<>();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "target/bench",
            description = "Where the files go (${DEFAULT-VALUE}).")
    private Path out = Path.of("target/bench");

    @Option(names = "--json", paramLabel = "FILE", description = "The figures for machines (bench.json there).")
    private Path json;

    @Option(names = "--plot", paramLabel = "FILE", description = "The picture (bench.svg there).")
    private Path plot;

    /** Ends by exit, because clients of ours may have left threads behind; a hook tidies up before. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            System.out.println(Scenarios.describe());
            return 0;
        }
        List<Scenario> chosen = Scenarios.select(scenarios);
        MachineInfo machine = MachineInfo.detect();
        BenchWorkspace premises = BenchWorkspace.open();
        BenchContext scene =
                new BenchContext(premises, quick ? WorkloadSize.quick() : WorkloadSize.full(), parseSizes());
        List<ScenarioResult> sections = new ArrayList<>();
        boolean whole = true;
        for (Scenario part : chosen) {
            BenchLog.info("--- " + part.name() + ": " + part.title());
            whole &= measure(part, scene, sections);
            if (premises.isClosed()) {
                return 1;
            }
        }
        publish(BenchReport.of(machine, quick, sections));
        return whole ? 0 : 1;
    }

    /** A part that fails is a line of the result, and the others go on. */
    private static boolean measure(Scenario part, BenchContext scene, List<ScenarioResult> sections) {
        try {
            sections.add(part.measure(scene));
            return true;
        } catch (Exception failure) {
            if (scene.workspace().isClosed()) {
                return false;
            }
            sections.add(ScenarioResult.skipped(part, failure.getMessage()));
            failure.printStackTrace();
            BenchLog.info(scene.workspace().logTail());
            return false;
        }
    }

    private void publish(BenchReport report) throws IOException {
        Files.createDirectories(out);
        Path figures = json == null ? out.resolve("bench.json") : json;
        Path picture = plot == null ? out.resolve("bench.svg") : plot;
        Files.writeString(figures, Json.encode(report));
        Files.writeString(picture, ReportPlot.render(report));
        String table = ReportTable.render(report);
        Files.writeString(out.resolve("bench.txt"), table + "\n");
        System.out.println(table);
        BenchLog.info("Written: " + figures + ", " + picture + ", " + out.resolve("bench.txt"));
    }

    private BenchContext.DeploymentSizes parseSizes() {
        Map<Long, Path> loaded = new TreeMap<>();
        data.forEach((size, folder) -> loaded.put(parseSize(size), folder));
        return new BenchContext.DeploymentSizes(
                sizes.stream().map(BenchCommand::parseSize).sorted().toList(), loaded);
    }

    /** 10k is ten thousand, 1m a million. */
    private static long parseSize(String size) {
        String plain = size.toLowerCase(Locale.ROOT).replace("k", "000").replace("m", "000000");
        if (!plain.matches("10{3,6}")) {
            throw new IllegalArgumentException(
                    "No deployment has " + size + " accounts; there are 1k, 10k, 100k and 1m");
        }
        return Long.parseLong(plain);
    }
}
