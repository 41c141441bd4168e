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
 * Loads a crowd into an empty database, a part of it in each transaction, so that a run which was broken off is finished by
 * the next. No facts are told: there is nobody yet whose timeline or notifications could lack anything.
 */
public final class BulkLoad {
    private static final String ADVANCE_IDS = "update id_shard set last = greatest(last, ?)";

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

    /** Returns when all is there; everybody has the password of this hash. */
    public LoadResult run(PopulationProfile profile, long posts, String passwordHash) {
        long began = System.nanoTime();
        try (BulkConnection loader = BulkConnection.connect(uri)) {
            LoadJournal book = new LoadJournal(loader);
            LoadJournal.Load load = book.open(profile, posts);
            if (!load.finished()) {
                load(book, loader, profile, load, passwordHash);
            }
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            return new LoadResult(
                    profile.name(),
                    profile.accounts(),
                    book.rows("follows"),
                    book.rows("posts"),
                    rowsLoaded.get(),
                    seconds);
        }
    }

    private void load(
            LoadJournal book, BulkConnection loader, PopulationProfile profile, LoadJournal.Load load, String hash) {
        progress.step("Working out who follows whom");
        FollowGraph graph = new FollowGraph(new SyntheticPopulation(profile));
        DegreeCounts degrees = DegreeCounts.compute(graph);
        PostSchedule postings = new PostSchedule(graph, load.posts(), load.startedAt());
        Phrases phrases = new Phrases();
        BulkStemmer tongue = BulkStemmer.load(loader, origin, "en", phrases.vocabulary());
        PostTextGenerator speech = new PostTextGenerator(graph, postings, phrases);
        int parts = graph.partCount();
        loadStep(
                book,
                "accounts",
                parts,
                (to, part) -> loadAccounts(to, graph, part, new AccountCounts(degrees, postings), hash));
        loadStep(book, "follows", parts, (to, part) -> loadFollows(to, graph, part));
        loadStep(book, "posts", parts, (to, part) -> loadPosts(to, graph, part, speech, new StatusBulkLoader(tongue)));
        finish(book, loader, load.startedAt());
    }

    private void loadStep(LoadJournal book, String step, int parts, ToLongBiFunction<BulkConnection, Integer> put) {
        ParallelConnections.forEach(
                uri,
                book.missingChunks(step, parts),
                (loader, part) -> loader.transaction(() -> {
                    long rows = put.applyAsLong(loader, part);
                    LoadJournal.recordChunk(loader, step, part, rows);
                    rowsLoaded.addAndGet(rows);
                }),
                share -> progress.fraction("Loading " + step, share));
    }

    /** What is counted of people. */
    private record AccountCounts(DegreeCounts degrees, PostSchedule posts) {
        void addTo(int account, AccountId id, AccountBulkLoader copies) {
            copies.addCounters(id, degrees.following(account), posts.count(account), posts.lastPostedAt(account));
            IntStream.rangeClosed(1, 4)
                    .forEach(slot -> copies.addFollowers(id, slot, degrees.followers(account, slot)));
        }
    }

    private static long loadAccounts(
            BulkConnection loader, FollowGraph graph, int part, AccountCounts count, String hash) {
        AccountBulkLoader copies = new AccountBulkLoader();
        graph.accountsOf(part).forEach(account -> {
            AccountId id = new AccountId(SyntheticIds.accountId(account));
            copies.addAccount(id, SyntheticIds.username(account), hash, SnowflakeIds.timestamp(id.value()));
            count.addTo(account, id, copies);
        });
        copies.copyTo(loader);
        return copies.rows();
    }

    private static long loadFollows(BulkConnection loader, FollowGraph graph, int part) {
        FollowBulkLoader copies = new FollowBulkLoader();
        graph.forEachAccount(part, (account, targets) -> {
            AccountId follower = new AccountId(SyntheticIds.accountId(account));
            for (int i = 0; i < targets.length; i++) {
                copies.add(
                        SyntheticIds.followId(account, i), follower, new AccountId(SyntheticIds.accountId(targets[i])));
            }
        });
        copies.copyTo(loader);
        return copies.rows();
    }

    private static long loadPosts(
            BulkConnection loader, FollowGraph graph, int part, PostTextGenerator speech, StatusBulkLoader copies) {
        graph.accountsOf(part).forEach(account -> speech.writePosts(account, copies));
        copies.copyInto(loader);
        return copies.rows();
    }

    private void finish(LoadJournal book, BulkConnection loader, Instant began) {
        progress.step("Counting boosts and answers");
        book.missingChunks("counts", 1)
                .forEach(part -> loader.transaction(() -> {
                    StatusBulkLoader.insertTagsAndCounts(loader);
                    loader.update(ADVANCE_IDS, SnowflakeIds.lastCounterAt(began));
                    LoadJournal.recordChunk(loader, "counts", part, 0);
                }));
        ParallelConnections.forEach(
                uri, book.indexes(), LoadJournal::recreateIndex, share -> progress.fraction("Making indexes", share));
        ParallelConnections.forEach(uri, TABLES, BulkLoad::vacuum, share -> progress.fraction("Reckoning up", share));
        book.finish();
    }

    @SuppressWarnings("CompileTimeConstant") // Of the tables that are named above.
    private static void vacuum(BulkConnection loader, String table) {
        loader.update("vacuum (analyze) " + table);
    }
}
