package social.skein.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import social.skein.account.AccountFeature;
import social.skein.app.CommandContext;
import social.skein.config.Config;
import social.skein.demo.bulk.BulkLoad;
import social.skein.demo.bulk.LoadResult;
import social.skein.demo.bulk.PopulationProfile;
import social.skein.demo.seed.SeedPlan;
import social.skein.demo.seed.Seeder;
import social.skein.demo.seed.SocialGraph;
import social.skein.http.Json;
import social.skein.http.PublicUrl;
import social.skein.interaction.InteractionFeature;
import social.skein.posting.PostingFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.status.StatusFeature;

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
        Optional<PopulationProfile> crowd = populationProfile();
        Config config = skein.settings().config();
        crowd.ifPresentOrElse(wanted -> bulkLoad(config, wanted), () -> seed(config));
    }

    private Optional<PopulationProfile> populationProfile() {
        if (accounts.isPresent() && profile.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--accounts is the size of a --profile; name one");
        }
        if (profile.isPresent() && graph.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--graph and --profile exclude each other");
        }
        try {
            return profile.map(name -> PopulationProfile.byName(name).withAccounts(accounts));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private void bulkLoad(Config config, PopulationProfile population) {
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (CommandContext bench = CommandContext.open(config, progress)) {
            String hash = bench.await(
                    bench.feature(AccountFeature.class).passwordHasher().hash(password), "Hashing the password");
            BulkLoad loading =
                    new BulkLoad(bench.postgres(), new PublicUrl(config.scheme(), config.domain()), progress);
            LoadResult loaded = loading.run(population, posts.orElse(2 * population.accounts()), hash);
            progress.step("If Redis was in use with another database, empty it: it holds nothing but views.");
            print(loaded);
        }
    }

    private void seed(Config config) {
        SeedPlan plan = SeedPlan.create(
                graph.map(SocialGraph::read).orElseGet(SocialGraph::bundled), prefix, randomSeed, posts.orElse(2_000));
        TerminalProgress progress = TerminalProgress.onStandardError();
        try (CommandContext bench = CommandContext.open(config, progress)) {
            String hash = bench.await(
                    bench.feature(AccountFeature.class).passwordHasher().hash(password), "Hashing the password");
            Seeder seeding = new Seeder(
                    bench.feature(AccountFeature.class).accounts(),
                    bench.feature(RelationshipFeature.class).follows(),
                    bench.feature(StatusFeature.class).statuses(),
                    bench.feature(PostingFeature.class).actions(),
                    bench.feature(InteractionFeature.class).favourites(),
                    progress);
            print(seeding.run(plan, hash));
        }
    }

    private void print(Record figures) {
        skein.out().println(json ? Json.encode(figures) : figures.toString());
        skein.out().flush();
    }

    /** What may stand behind {@code --profile}. */
    static final class ProfileNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PopulationProfile.names().iterator();
        }
    }
}
