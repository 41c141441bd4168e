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

/** The command {@code bin/simulate}: tells histories until one goes wrong, or one again. */
@Command(
        name = "bin/simulate",
        mixinStandardHelpOptions = true,
        description = "Tell histories of facts, faults and readers, each made of a seed, until one goes wrong.")
public final class SimulateCommand implements Callable<Integer> {
    static final Logger SKEIN_LOGGER = (Logger) LoggerFactory.getLogger("social.skein");
    private static final java.util.logging.Logger CAFFEINE_LOGGER =
            java.util.logging.Logger.getLogger("com.github.benmanes.caffeine");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Run this history alone, and print each of its events and what the processes log.")
    private @Nullable Long seed;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "1", description = "For how long (${DEFAULT-VALUE}).")
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
        long began = System.nanoTime();
        long told = 0;
        while (System.nanoTime() - began < minutes * 60e9) {
            SimulationRun.Outcome outcome = SimulationRun.run(first + told, bugs);
            told++;
            if (!outcome.passed()) {
                System.out.println("After " + told + " histories");
                System.out.println(describe(outcome, 80));
                return ExitCode.SOFTWARE;
            }
        }
        double taken = (System.nanoTime() - began) / 60e9;
        System.out.printf("%,d histories from seed %d on went well, %,.0f a minute%n", told, first, told / taken);
        return ExitCode.OK;
    }

    /** Processes complain of each fault; here they are meant to happen. */
    static void silenceLogs() {
        SKEIN_LOGGER.setLevel(Level.OFF);
        CAFFEINE_LOGGER.setLevel(java.util.logging.Level.OFF);
    }

    /** The end of a history, and how it is told again. */
    static String describe(SimulationRun.Outcome outcome, int maxLines) {
        List<String> story = outcome.log();
        return "Seed " + outcome.seed() + ", " + outcome.steps() + " steps"
                + (outcome.passed()
                        ? " went well\n"
                        : " went wrong: " + outcome.violations().get(0) + "\n")
                + String.join("\n", story.subList(Math.max(0, story.size() - maxLines), story.size()))
                + "\nbin/simulate --seed " + outcome.seed() + " tells it again.";
    }
}
