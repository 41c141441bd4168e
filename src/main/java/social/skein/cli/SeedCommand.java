package social.skein.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.Wiring;
import social.skein.app.Workbench;
import social.skein.config.Config;
import social.skein.http.Json;
import social.skein.seed.Figures;
import social.skein.seed.Graph;
import social.skein.seed.Plan;
import social.skein.seed.Seeding;

/** Fills a deployment with people to try it on. */
@Command(
        name = "seed",
        description = {
            "Make people who follow each other, write, answer, like and boost.",
            "The same options make the same people and posts; what is there already stays as it is."
        })
final class SeedCommand implements Runnable {
    private final SkeinCommand skein;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Who is friends with whom, two numbers a line; 962 real people by default.")
    private Optional<Path> graph = Optional.empty();

    @Option(
            names = "--accounts-prefix",
            paramLabel = "NAME",
            defaultValue = "reed",
            description = "People are called this and a number: ${DEFAULT-VALUE}1, ${DEFAULT-VALUE}2, ...")
    private String prefix = "reed";

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            defaultValue = "skein-seed",
            description = "Everybody's password: ${DEFAULT-VALUE}.")
    private String password = "skein-seed";

    @Option(names = "--random-seed", paramLabel = "N", defaultValue = "1", description = "Decides who does what.")
    private long randomSeed = 1;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Posts, answers and boosts together: ${DEFAULT-VALUE}.")
    private int posts = 2_000;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    SeedCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Config config = skein.settings().config();
        Plan plan = Plan.of(graph.map(Graph::read).orElseGet(Graph::bundled), prefix, randomSeed, posts);
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (Workbench bench = Workbench.open(config, progress)) {
            Wiring wiring = bench.wiring();
            String hash = bench.finish(wiring.passwords().hash(password), "Hashing the password");
            Seeding seeding = new Seeding(
                    wiring.accounts(),
                    wiring.follows(),
                    wiring.statuses(),
                    wiring.posting(),
                    wiring.favourites(),
                    progress);
            print(seeding.run(plan, hash));
        }
    }

    private void print(Figures figures) {
        skein.out().println(json ? Json.text(figures) : figures.toString());
        skein.out().flush();
    }
}
