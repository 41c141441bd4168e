package social.skein.demo.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import social.skein.account.AccountBulkLoader;
import social.skein.demo.seed.Phrases;
import social.skein.embedded.Progress;
import social.skein.http.PublicUrl;
import social.skein.model.AccountId;
import social.skein.model.SnowflakeIds;
import social.skein.relationship.FollowBulkLoader;
import social.skein.sql.BulkConnection;
import social.skein.sql.PostgresUri;
import social.skein.status.BulkStemmer;
import social.skein.status.StatusBulkLoader;

/**
 * Loads a synthetic population into an empty database, one chunk per transaction, so that an interrupted load resumes
 * on the next run. It publishes no facts, since there is no timeline or notification to update yet.
 */
public final class BulkLoad {
    private static final List<String> TABLES = List.of(
            "account",
            "credential",
            "account_counter",
            "follow",
            "status",
            "status_search",
            "status_tag",
            "status_counter",
            "tag");

    private final PostgresUri uri;
    private final PublicUrl origin;
    private final Progress progress;
    private final AtomicLong rowsLoaded = new AtomicLong();

    public BulkLoad(PostgresUri uri, PublicUrl origin, Progress progress) {
        this.uri = uri;
        this.origin = origin;
        this.progress = progress;
    }

    /** Loads the missing rows and returns when all rows are loaded; every account gets the password with this hash. */
    public LoadResult run(PopulationProfile profile, long posts, String passwordHash) {
        long startedAt = System.nanoTime();
        try (BulkConnection loader = BulkConnection.connect(uri)) {
            LoadJournal journal = new LoadJournal(loader);
            LoadJournal.Load load = journal.open(profile, posts);
            if (!load.finished()) {
                load(journal, loader, profile, load, passwordHash);
            }
            double seconds = Duration.ofNanos(System.nanoTime() - startedAt).toMillis() / 1000.0;
            return new LoadResult(
                    profile.name(),
                    profile.accounts(),
                    journal.rows("follows"),
                    journal.rows("posts"),
                    rowsLoaded.get(),
                    seconds);
        }
    }

    private void load(
            LoadJournal journal, BulkConnection loader, PopulationProfile profile, LoadJournal.Load load, String hash) {
        progress.step("Generating the follow graph");
        FollowGraph graph = new FollowGraph(new SyntheticPopulation(profile));
        DegreeCounts degrees = DegreeCounts.compute(graph);
        PostSchedule schedule = new PostSchedule(graph, load.posts(), load.startedAt());
        Phrases phrases = new Phrases();
        BulkStemmer stemmer = BulkStemmer.load(loader, origin, "en", phrases.vocabulary());
        PostTextGenerator texts = new PostTextGenerator(graph, schedule, phrases);
        int chunks = graph.partCount();
        loadStep(
                journal,
                "accounts",
                chunks,
                (to, chunk) -> loadAccounts(to, graph, chunk, new AccountCounts(degrees, schedule), hash));
        loadStep(journal, "follows", chunks, (to, chunk) -> loadFollows(to, graph, chunk));
        loadStep(
                journal,
                "posts",
                chunks,
                (to, chunk) -> loadPosts(to, graph, chunk, texts, new StatusBulkLoader(stemmer)));
        finish(journal, loader, load.startedAt());
    }

    private void loadStep(
            LoadJournal journal, String step, int chunks, ToLongBiFunction<BulkConnection, Integer> load) {
        ParallelConnections.forEach(
                uri,
                journal.missingChunks(step, chunks),
                (loader, chunk) -> loader.transaction(() -> {
                    long rows = load.applyAsLong(loader, chunk);
                    LoadJournal.recordChunk(loader, step, chunk, rows);
                    rowsLoaded.addAndGet(rows);
                }),
                done -> progress.fraction("Loading " + step, done));
    }

    /** The counters of accounts. */
    private record AccountCounts(DegreeCounts degrees, PostSchedule posts) {
        void addTo(int account, AccountId id, AccountBulkLoader bulk) {
            bulk.addCounters(id, degrees.following(account), posts.count(account), posts.lastPostedAt(account));
            IntStream.rangeClosed(1, 4).forEach(slot -> bulk.addFollowers(id, slot, degrees.followers(account, slot)));
        }
    }

    private static long loadAccounts(
            BulkConnection loader, FollowGraph graph, int chunk, AccountCounts counters, String hash) {
        AccountBulkLoader bulk = new AccountBulkLoader();
        graph.accountsOf(chunk).forEach(account -> {
            AccountId id = new AccountId(SyntheticIds.accountId(account));
            bulk.addAccount(id, SyntheticIds.username(account), hash, SnowflakeIds.timestamp(id.value()));
            counters.addTo(account, id, bulk);
        });
        bulk.copyTo(loader);
        return bulk.rows();
    }

    private static long loadFollows(BulkConnection loader, FollowGraph graph, int chunk) {
        FollowBulkLoader bulk = new FollowBulkLoader();
        graph.forEachAccount(chunk, (account, targets) -> {
            AccountId follower = new AccountId(SyntheticIds.accountId(account));
            for (int i = 0; i < targets.length; i++) {
                bulk.add(
                        SyntheticIds.followId(account, i), follower, new AccountId(SyntheticIds.accountId(targets[i])));
            }
        });
        bulk.copyTo(loader);
        return bulk.rows();
    }

    private static long loadPosts(
            BulkConnection loader, FollowGraph graph, int chunk, PostTextGenerator texts, StatusBulkLoader bulk) {
        graph.accountsOf(chunk).forEach(account -> texts.writePosts(account, bulk));
        bulk.copyInto(loader);
        return bulk.rows();
    }

    private void finish(LoadJournal journal, BulkConnection loader, Instant startedAt) {
        progress.step("Counting boosts and replies");
        journal.missingChunks("counts", 1)
                .forEach(chunk -> loader.transaction(() -> {
                    StatusBulkLoader.insertTagsAndCounts(loader);
                    loader.update(BulkConnection.ADVANCE_IDS, SnowflakeIds.lastCounterAt(startedAt));
                    LoadJournal.recordChunk(loader, "counts", chunk, 0);
                }));
        ParallelConnections.forEach(
                uri,
                journal.indexes(),
                LoadJournal::recreateIndex,
                done -> progress.fraction("Creating indexes", done));
        ParallelConnections.forEach(uri, TABLES, BulkLoad::vacuum, done -> progress.fraction("Analyzing tables", done));
        journal.finish();
    }

    @SuppressWarnings("CompileTimeConstant") // Only names of TABLES.
    private static void vacuum(BulkConnection loader, String table) {
        loader.update("vacuum (analyze) " + table);
    }
}
