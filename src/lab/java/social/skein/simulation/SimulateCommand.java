package social.skein.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code bin/simulate}: runs random histories until one fails, or repeats one. */
@Command(
        name = "bin/simulate",
        mixinStandardHelpOptions = true,
        description = "Run histories of facts, faults and readers, each generated from a seed, until one fails.")
public final class SimulateCommand implements Callable<Integer> {
    static final Logger SKEIN_LOGGER = (Logger) LoggerFactory.getLogger("social.skein");
    private static final java.util.logging.Logger CAFFEINE_LOGGER =
            java.util.logging.Logger.getLogger("com.github.benmanes.caffeine");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Run only this history, and print its events and the logs of its processes.")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "1",
            description = "The duration (default: ${DEFAULT-VALUE}).")
    private double minutes = 1;

    @Option(
            names = "--bug",
            paramLabel = "BUG",
            description = "Plant a bug that must be found: ${COMPLETION-CANDIDATES}.")
    private @Nullable PlantedBug bug;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        Set<PlantedBug> bugs = bug == null ? Set.of() : Set.of(bug);
        if (seed != null) {
            SimulationRun.Outcome outcome = SimulationRun.run(seed, bugs);
            System.out.println(describe(outcome, Integer.MAX_VALUE));
            return outcome.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        silenceLogs();
        long first = new Random().nextLong(1_000_000_000);
        long start = System.nanoTime();
        long runs = 0;
        while (System.nanoTime() - start < minutes * 60e9) {
            SimulationRun.Outcome outcome = SimulationRun.run(first + runs, bugs);
            runs++;
            if (!outcome.passed()) {
                System.out.println("After " + runs + " histories:");
                System.out.println(describe(outcome, 80));
                return ExitCode.SOFTWARE;
            }
        }
        double elapsedMinutes = (System.nanoTime() - start) / 60e9;
        System.out.printf("%,d histories from seed %d passed, %,.0f per minute%n", runs, first, runs / elapsedMinutes);
        return ExitCode.OK;
    }

    /** Disables logging, since the processes log every fault, and faults are intended here. */
    static void silenceLogs() {
        SKEIN_LOGGER.setLevel(Level.OFF);
        CAFFEINE_LOGGER.setLevel(java.util.logging.Level.OFF);
    }

    /** Returns the last events of a history, and the command that repeats it. */
    static String describe(SimulationRun.Outcome outcome, int maxLines) {
        List<String> log = outcome.log();
        return "Seed " + outcome.seed() + ", " + outcome.steps() + " steps"
                + (outcome.passed()
                        ? " passed\n"
                        : " failed: " + outcome.violations().get(0) + "\n")
                + String.join("\n", log.subList(Math.max(0, log.size() - maxLines), log.size()))
                + "\nbin/simulate --seed " + outcome.seed() + " repeats it.";
    }
}
