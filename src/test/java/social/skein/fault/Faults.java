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

/** The command {@code bin/faults}: tries faults on a deployment of real processes, and reconciles after each. */
@Command(
        name = "bin/faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Try faults on a deployment of real processes while people write, and compare what they were answered, "
                        + "what PostgreSQL holds and what readers see.")
public final class Faults implements Callable<Integer> {
    private static final String ROW = "| %s | %,d | %,d | %d | %d | %d | %d | %.1f s | %.1f s |";

    @Parameters(
            paramLabel = "FAULT",
            description = "What is to go wrong; everything by default. --list shows the faults.")
    private Set<String> names = new LinkedHashSet<>();

    @Option(names = "--list", description = "Show the faults and end.")
    private boolean list;

    @Option(names = "--quick", description = "A little of each, to see that everything works.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What a run before printed: people and faults choose as they did then.")
    private @Nullable Long seed;

    @Option(
            names = "--soak",
            paramLabel = "MINUTES",
            description = "Faults at random for so long, a little of each, on one deployment.")
    private @Nullable Integer soak;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "target/faults.md",
            description = "Where the table goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("target/faults.md");

    /** Ends by exit, because clients of ours may have left threads behind. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Faults()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            for (Fault fault : Fault.values()) {
                System.out.printf("  %-22s %s%n", nameOf(fault), fault.title());
            }
            return ExitCode.OK;
        }
        long drawn = seed == null ? new Random().nextLong(1_000_000) : seed;
        System.err.println("Seed " + drawn);
        List<Trial.Result> results = new ArrayList<>();
        try (Site site = Site.open()) {
            Trial trial = new Trial(site, Town.of(site), quick || soak != null ? Scale.quick() : Scale.full(), drawn);
            if (soak == null) {
                for (Fault fault : chosen()) {
                    results.add(tried(trial, fault));
                }
            } else {
                soak(trial, new Random(drawn), results);
            }
        }
        publish(results, drawn);
        return results.stream().allMatch(Trial.Result::holds) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void soak(Trial trial, Random random, List<Trial.Result> results) throws Exception {
        List<Fault> chosen = chosen().stream().filter(Fault::isRepeatable).toList();
        long end = System.nanoTime() + soak * 60_000_000_000L;
        while (System.nanoTime() < end) {
            results.add(tried(trial, chosen.get(random.nextInt(chosen.size()))));
        }
    }

    private static Trial.Result tried(Trial trial, Fault fault) throws Exception {
        System.err.println("--- " + nameOf(fault) + ": " + fault.title());
        Trial.Result result = trial.of(fault);
        System.err.println(row(result));
        Stream.of(
                        result.findings().lost(),
                        result.findings().repeated(),
                        result.findings().amiss())
                .flatMap(Set::stream)
                .limit(20)
                .forEach(finding -> System.err.println("    " + finding));
        return result;
    }

    private void publish(List<Trial.Result> results, long drawn) throws IOException {
        String table = Stream.concat(
                        Stream.of(
                                "| fault | acknowledged | unanswered | lost | repeated | amiss | dead letters | lasted | normal after |",
                                "|---|---|---|---|---|---|---|---|---|"),
                        results.stream().map(Faults::row))
                .collect(Collectors.joining("\n", "", "\n\nSeed " + drawn + ".\n"));
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, table);
        System.out.print(table);
    }

    private static String row(Trial.Result result) {
        return String.format(
                Locale.ROOT,
                ROW,
                result.fault().title(),
                result.acknowledged(),
                result.unanswered(),
                result.findings().lost().size(),
                result.findings().repeated().size(),
                result.findings().amiss().size(),
                result.deadLetters(),
                result.struck().toMillis() / 1e3,
                result.normal().toMillis() / 1e3);
    }

    private List<Fault> chosen() {
        List<String> known = Arrays.stream(Fault.values()).map(Faults::nameOf).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "There is no fault " + name + ". There are " + String.join(", ", known) + ".");
        });
        return Arrays.stream(Fault.values())
                .filter(fault -> names.isEmpty() || names.contains(nameOf(fault)))
                .filter(Faults::isPossible)
                .toList();
    }

    private static boolean isPossible(Fault fault) {
        if (!fault.isPossible()) {
            System.err.println("--- " + nameOf(fault) + " is left out: this machine does not let us");
        }
        return fault.isPossible();
    }

    static String nameOf(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
