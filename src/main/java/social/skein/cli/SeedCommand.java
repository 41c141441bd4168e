package social.skein.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import social.skein.app.Wiring;
import social.skein.app.Workbench;
import social.skein.config.Config;
import social.skein.crowd.Loaded;
import social.skein.crowd.Loading;
import social.skein.crowd.Profile;
import social.skein.http.Json;
import social.skein.http.Origin;
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

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
            description = "Posts, answers and boosts together: 2000, or two for each account of a profile.")
    private Optional<Integer> posts = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            completionCandidates = ProfileNames.class,
            description = {
                "Instead, load a large crowd into an empty database: ${COMPLETION-CANDIDATES}.",
                "A load that was broken off is finished by the next run. They are called u0000000, u0000001, ..."
            })
    private Optional<String> profile = Optional.empty();

    @Option(names = "--accounts", paramLabel = "N", description = "The size of the crowd, if not that of its profile.")
    private Optional<Integer> accounts = Optional.empty();

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    SeedCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Optional<Profile> crowd = crowd();
        Config config = skein.settings().config();
        crowd.ifPresentOrElse(wanted -> load(config, wanted), () -> plant(config));
    }

    private Optional<Profile> crowd() {
        if (accounts.isPresent() && profile.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--accounts is the size of a --profile; name one");
        }
        if (profile.isPresent() && graph.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--graph and --profile exclude each other");
        }
        try {
            return profile.map(name -> Profile.named(name).sized(accounts));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private void load(Config config, Profile crowd) {
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (Workbench bench = Workbench.open(config, progress)) {
            String hash = bench.finish(bench.wiring().passwords().hash(password), "Hashing the password");
            Loading loading = new Loading(bench.postgres(), new Origin(config.scheme(), config.domain()), progress);
            Loaded loaded = loading.run(crowd, posts.orElse(2 * crowd.accounts()), hash);
            progress.step("If Redis was in use with another database, empty it: it holds nothing but views.");
            print(loaded);
        }
    }

    private void plant(Config config) {
        Plan plan = Plan.of(graph.map(Graph::read).orElseGet(Graph::bundled), prefix, randomSeed, posts.orElse(2_000));
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

    private void print(Record figures) {
        skein.out().println(json ? Json.text(figures) : figures.toString());
        skein.out().flush();
    }

    /** What may stand behind {@code --profile}. */
    static final class ProfileNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Profile.names().iterator();
        }
    }
}
