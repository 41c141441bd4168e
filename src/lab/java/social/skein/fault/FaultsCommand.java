package social.skein.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code bin/faults}: injects faults into a deployment of real processes, and reconciles after each. */
@Command(
        name = "bin/faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Inject faults into a deployment of real processes while clients write, and compare the responses, "
                        + "the rows in PostgreSQL and the pages of every user.")
public final class FaultsCommand implements Callable<Integer> {
    private static final String ROW = "| %s | %,d | %,d | %d | %d | %d | %d | %.1f s | %.1f s |";

    @Parameters(paramLabel = "FAULT", description = "The faults to inject; all by default. --list prints their names.")
    private Set<String> names = new LinkedHashSet<>();

    @Option(names = "--list", description = "Print the faults and exit.")
    private boolean list;

    @Option(names = "--quick", description = "Low intensity: a smoke test.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed that an earlier run printed, to repeat its random choices.")
    private @Nullable Long seed;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "Inject random faults at low intensity for this long, on one deployment.")
    private @Nullable Integer soak;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "target/faults.md",
            description = "The file for the table (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("target/faults.md");

    /** Calls exit, because HTTP clients may have left threads running. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultsCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            for (InjectedFault fault : InjectedFault.values()) {
                System.out.printf("  %-22s %s%n", cliName(fault), fault.title());
            }
            return ExitCode.OK;
        }
        long usedSeed = seed == null ? new Random().nextLong(1_000_000) : seed;
        System.err.println("Seed " + usedSeed);
        List<FaultRun.Result> results = new ArrayList<>();
        try (FaultDeployment deployment = FaultDeployment.launch()) {
            FaultRun faultRun = new FaultRun(
                    deployment,
                    UserRing.signUp(deployment),
                    quick || soak != null ? FaultIntensity.quick() : FaultIntensity.full(),
                    usedSeed);
            if (soak == null) {
                for (InjectedFault fault : selectedFaults()) {
                    results.add(run(faultRun, fault));
                }
            } else {
                soak(faultRun, new Random(usedSeed), results);
            }
        }
        publish(results, usedSeed);
        return results.stream().allMatch(FaultRun.Result::passed) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void soak(FaultRun faultRun, Random random, List<FaultRun.Result> results) throws Exception {
        List<InjectedFault> repeatable =
                selectedFaults().stream().filter(InjectedFault::isRepeatable).toList();
        long end = System.nanoTime() + soak * 60_000_000_000L;
        while (System.nanoTime() < end) {
            results.add(run(faultRun, repeatable.get(random.nextInt(repeatable.size()))));
        }
    }

    private static FaultRun.Result run(FaultRun faultRun, InjectedFault fault) throws Exception {
        System.err.println("--- " + cliName(fault) + ": " + fault.title());
        FaultRun.Result result = faultRun.run(fault);
        System.err.println(tableRow(result));
        Stream.of(
                        result.findings().lost(),
                        result.findings().duplicated(),
                        result.findings().inconsistent())
                .flatMap(Set::stream)
                .limit(20)
                .forEach(finding -> System.err.println("    " + finding));
        return result;
    }

    private void publish(List<FaultRun.Result> results, long usedSeed) throws IOException {
        String table = Stream.concat(
                        Stream.of(
                                "| fault | acknowledged | unknown | lost | duplicated | inconsistent | dead letters"
                                        + " | duration | recovery |",
                                "|---|--:|--:|--:|--:|--:|--:|--:|--:|"),
                        results.stream().map(FaultsCommand::tableRow))
                .collect(Collectors.joining("\n", "", "\n\nSeed " + usedSeed + ".\n"));
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, table);
        System.out.print(table);
    }

    private static String tableRow(FaultRun.Result result) {
        return String.format(
                Locale.ROOT,
                ROW,
                result.fault().title(),
                result.acknowledged(),
                result.unknown(),
                result.findings().lost().size(),
                result.findings().duplicated().size(),
                result.findings().inconsistent().size(),
                result.deadLetters(),
                result.faultDuration().toMillis() / 1e3,
                result.recoveryTime().toMillis() / 1e3);
    }

    private List<InjectedFault> selectedFaults() {
        List<String> known = Arrays.stream(InjectedFault.values())
                .map(FaultsCommand::cliName)
                .toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "Unknown fault " + name + ". The faults are " + String.join(", ", known) + ".");
        });
        return Arrays.stream(InjectedFault.values())
                .filter(fault -> names.isEmpty() || names.contains(cliName(fault)))
                .filter(FaultsCommand::isSupported)
                .toList();
    }

    private static boolean isSupported(InjectedFault fault) {
        if (!fault.isSupported()) {
            System.err.println("--- " + cliName(fault) + " is skipped: this machine does not support it");
        }
        return fault.isSupported();
    }

    static String cliName(InjectedFault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
