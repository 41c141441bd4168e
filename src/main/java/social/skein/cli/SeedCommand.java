package social.skein.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
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
import social.skein.demo.seed.SeedPictures;
import social.skein.demo.seed.SeedPlan;
import social.skein.demo.seed.SeedResult;
import social.skein.demo.seed.Seeder;
import social.skein.demo.seed.SocialGraph;
import social.skein.http.Json;
import social.skein.http.PublicUrl;
import social.skein.interaction.InteractionFeature;
import social.skein.media.DrawnMedia;
import social.skein.media.MediaFeature;
import social.skein.posting.PostingFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.status.StatusFeature;

/** Fills a deployment with sample data. */
@Command(
        name = "seed",
        description = {
            "Create sample accounts that follow each other, post, reply, favourite and boost, with drawn pictures.",
            "The same options create the same accounts and posts; existing ones are left unchanged."
        })
final class SeedCommand implements Runnable {
    private final SkeinCommand skein;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Friendship graph, two numbers per line (default: a bundled graph of 962 accounts).")
    private Optional<Path> graph = Optional.empty();

    @Option(
            names = "--accounts-prefix",
            paramLabel = "NAME",
            defaultValue = "reed",
            description = "Prefix of the account names: ${DEFAULT-VALUE}1, ${DEFAULT-VALUE}2, ...")
    private String prefix = "reed";

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            defaultValue = "skein-seed",
            description = "Password of all accounts (default ${DEFAULT-VALUE}).")
    private String password = "skein-seed";

    @Option(
            names = "--random-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random generator.")
    private long randomSeed = 1;

    @Option(
            names = "--posts",
            paramLabel = "N",
            description =
                    "Number of posts, replies and boosts together (default 2000, or two per account of a profile).")
    private Optional<Integer> posts = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            completionCandidates = ProfileNames.class,
            description = {
                "Bulk-load a large population into an empty database instead: ${COMPLETION-CANDIDATES}.",
                "An interrupted load resumes on the next run. The accounts are u0000000, u0000001, ..."
            })
    private Optional<String> profile = Optional.empty();

    @Option(names = "--accounts", paramLabel = "N", description = "Number of accounts, if not that of the profile.")
    private Optional<Integer> accounts = Optional.empty();

    @Option(names = "--no-pictures", description = "Store no avatars and no pictures in posts.")
    private boolean noPictures;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    SeedCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    @Override
    public void run() {
        Optional<PopulationProfile> population = populationProfile();
        Config config = skein.deploymentConfig();
        population.ifPresentOrElse(profile -> bulkLoad(config, profile), () -> seed(config));
    }

    private Optional<PopulationProfile> populationProfile() {
        if (accounts.isPresent() && profile.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--accounts needs --profile");
        }
        if (profile.isPresent() && graph.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--graph and --profile are mutually exclusive");
        }
        try {
            return profile.map(name -> PopulationProfile.byName(name).withAccounts(accounts));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private void bulkLoad(Config config, PopulationProfile population) {
        TerminalProgress progress = skein.progress();
        try (CommandContext context = CommandContext.openOrCreate(config, progress)) {
            String hash = context.await(
                    context.feature(AccountFeature.class).passwordHasher().hash(password), "Hashing the password");
            BulkLoad bulkLoad =
                    new BulkLoad(context.postgres(), new PublicUrl(config.scheme(), config.domain()), progress);
            LoadResult result = bulkLoad.run(population, posts.orElse(2 * population.accounts()), hash);
            progress.announce("If this Redis was used with another database, flush it now: its data can be rebuilt.");
            print(result);
        }
    }

    private void seed(Config config) {
        SeedPlan plan = SeedPlan.create(
                graph.map(SocialGraph::read).orElseGet(SocialGraph::bundled), prefix, randomSeed, posts.orElse(2_000));
        TerminalProgress progress = skein.progress();
        try (CommandContext context = CommandContext.openOrCreate(config, progress)) {
            String hash = context.await(
                    context.feature(AccountFeature.class).passwordHasher().hash(password), "Hashing the password");
            Seeder seeder = new Seeder(
                    context.feature(AccountFeature.class).accounts(),
                    context.feature(RelationshipFeature.class).follows(),
                    context.feature(StatusFeature.class).statuses(),
                    context.feature(PostingFeature.class).actions(),
                    context.feature(InteractionFeature.class).favourites(),
                    progress);
            Optional<DrawnMedia> drawn = drawnMedia(context, progress);
            if (drawn.isPresent()) {
                print(seedWithPictures(
                        context, drawn.get(), pictures -> seeder.run(plan, hash, Optional.of(pictures))));
            } else {
                print(seeder.run(plan, hash, Optional.empty()));
            }
        }
    }

    private Optional<DrawnMedia> drawnMedia(CommandContext context, TerminalProgress progress) {
        Optional<DrawnMedia> drawn = noPictures
                ? Optional.empty()
                : context.feature(MediaFeature.class).drawnMedia();
        Optional<DrawnMedia> usable = drawn.filter(
                media -> context.await(media.hasRoom(), "Opening the object store (--no-pictures does without)"));
        if (usable.isEmpty() && !noPictures) {
            progress.announce(
                    drawn.isPresent()
                            ? "The disk of the media is almost full, so there will be no pictures."
                            : "media.max-image-size accepts no pictures, so there will be none.");
        }
        return usable;
    }

    private static SeedResult seedWithPictures(
            CommandContext context, DrawnMedia media, Function<SeedPictures, SeedResult> seeding) {
        Path folder = context.await(media.createFolder(), "Creating a folder for the pictures");
        try {
            return seeding.apply(new SeedPictures(
                    media,
                    folder,
                    context.feature(AccountFeature.class).profiles(),
                    context.feature(MediaFeature.class).profilePictures()));
        } finally {
            context.await(media.deleteFolder(folder), "Deleting the folder of the pictures");
        }
    }

    private void print(Record result) {
        skein.out().println(json ? Json.encode(result) : result.toString());
        skein.out().flush();
    }

    /** The completion candidates of {@code --profile}. */
    static final class ProfileNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PopulationProfile.names().iterator();
        }
    }
}
