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
public final class Simulate implements Callable<Integer> {
    static final Logger SKEIN = (Logger) LoggerFactory.getLogger("social.skein");
    private static final java.util.logging.Logger CAFFEINE =
            java.util.logging.Logger.getLogger("com.github.benmanes.caffeine");

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Tell this history, with all that happens in it and what the processes log.")
    private @Nullable Long seed;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "1", description = "For how long (${DEFAULT-VALUE}).")
    private double minutes = 1;

    @Option(names = "--plant", paramLabel = "BUG", description = "Put in a bug: ${COMPLETION-CANDIDATES}.")
    private @Nullable Plant plant;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Simulate()).execute(arguments));
    }

    @Override
    public Integer call() {
        Set<Plant> plants = plant == null ? Set.of() : Set.of(plant);
        if (seed != null) {
            History.Outcome outcome = History.of(seed, plants);
            System.out.println(tale(outcome, Integer.MAX_VALUE));
            return outcome.isWell() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        quieten();
        long first = new Random().nextLong(1_000_000_000);
        long began = System.nanoTime();
        long told = 0;
        while (System.nanoTime() - began < minutes * 60e9) {
            History.Outcome outcome = History.of(first + told, plants);
            told++;
            if (!outcome.isWell()) {
                System.out.println("After " + told + " histories");
                System.out.println(tale(outcome, 80));
                return ExitCode.SOFTWARE;
            }
        }
        double taken = (System.nanoTime() - began) / 60e9;
        System.out.printf("%,d histories from seed %d on went well, %,.0f a minute%n", told, first, told / taken);
        return ExitCode.OK;
    }

    /** Processes complain of each fault; here they are meant to happen. */
    static void quieten() {
        SKEIN.setLevel(Level.OFF);
        CAFFEINE.setLevel(java.util.logging.Level.OFF);
    }

    /** The end of a history, and how it is told again. */
    static String tale(History.Outcome outcome, int most) {
        List<String> story = outcome.story();
        return "Seed " + outcome.seed() + ", " + outcome.happened() + " steps"
                + (outcome.isWell()
                        ? " went well\n"
                        : " went wrong: " + outcome.wrong().get(0) + "\n")
                + String.join("\n", story.subList(Math.max(0, story.size() - most), story.size()))
                + "\nbin/simulate --seed " + outcome.seed() + " tells it again.";
    }
}
