package social.skein.crowd;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import social.skein.account.AccountCopies;
import social.skein.embedded.Progress;
import social.skein.http.Origin;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.relationship.FollowCopies;
import social.skein.seed.Phrases;
import social.skein.sql.Loader;
import social.skein.sql.PostgresUri;
import social.skein.status.StatusCopies;
import social.skein.status.Tongue;

/**
 * Loads a crowd into an empty database, a part of it in each transaction, so that a run which was broken off is finished by
 * the next. No facts are told: there is nobody yet whose timeline or notifications could lack anything.
 */
public final class Loading {
    private static final String AHEAD = "update id_shard set last = greatest(last, ?)";

    private static final List<String> TABLES = List.of(
            "account",
            "credential",
            "account_counter",
            "follow",
            "status",
            "status_words",
            "status_tag",
            "status_counter",
            "tag");

    private final PostgresUri uri;
    private final Origin origin;
    private final Progress progress;
    private final AtomicLong loaded = new AtomicLong();

    public Loading(PostgresUri uri, Origin origin, Progress progress) {
        this.uri = uri;
        this.origin = origin;
        this.progress = progress;
    }

    /** Returns when all is there; everybody has the password of this hash. */
    public Loaded run(Profile profile, long posts, String passwordHash) {
        long began = System.nanoTime();
        try (Loader loader = Loader.connect(uri)) {
            LoadBook book = new LoadBook(loader);
            LoadBook.Load load = book.open(profile, posts);
            if (!load.finished()) {
                load(book, loader, profile, load, passwordHash);
            }
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            return new Loaded(
                    profile.name(),
                    profile.accounts(),
                    book.rows("follows"),
                    book.rows("posts"),
                    loaded.get(),
                    seconds);
        }
    }

    private void load(LoadBook book, Loader loader, Profile profile, LoadBook.Load load, String hash) {
        progress.step("Working out who follows whom");
        FollowGraph graph = new FollowGraph(new Crowd(profile));
        Degrees degrees = Degrees.of(graph);
        Postings postings = new Postings(graph, load.posts(), load.began());
        Phrases phrases = new Phrases();
        Tongue tongue = Tongue.learn(loader, origin, "en", phrases.all());
        Speech speech = new Speech(graph, postings, phrases);
        int parts = graph.parts();
        each(book, "accounts", parts, (to, part) -> people(to, graph, part, new Count(degrees, postings), hash));
        each(book, "follows", parts, (to, part) -> follows(to, graph, part));
        each(book, "posts", parts, (to, part) -> posts(to, graph, part, speech, new StatusCopies(tongue)));
        finish(book, loader, load.began());
    }

    private void each(LoadBook book, String step, int parts, ToLongBiFunction<Loader, Integer> put) {
        Workers.each(
                uri,
                book.missing(step, parts),
                (loader, part) -> loader.transaction(() -> {
                    long rows = put.applyAsLong(loader, part);
                    LoadBook.loaded(loader, step, part, rows);
                    loaded.addAndGet(rows);
                }),
                share -> progress.fraction("Loading " + step, share));
    }

    /** What is counted of people. */
    private record Count(Degrees degrees, Postings postings) {
        void of(int account, AccountId id, AccountCopies copies) {
            copies.count(id, degrees.following(account), postings.count(account), postings.lastTime(account));
            IntStream.rangeClosed(1, 4).forEach(slot -> copies.count(id, slot, degrees.followers(account, slot)));
        }
    }

    private static long people(Loader loader, FollowGraph graph, int part, Count count, String hash) {
        AccountCopies copies = new AccountCopies();
        graph.range(part).forEach(account -> {
            AccountId id = new AccountId(Numbering.account(account));
            copies.add(id, Numbering.username(account), hash, Ids.time(id.value()));
            count.of(account, id, copies);
        });
        copies.into(loader);
        return copies.rows();
    }

    private static long follows(Loader loader, FollowGraph graph, int part) {
        FollowCopies copies = new FollowCopies();
        graph.each(part, (account, targets) -> {
            AccountId follower = new AccountId(Numbering.account(account));
            for (int i = 0; i < targets.length; i++) {
                copies.add(Numbering.follow(account, i), follower, new AccountId(Numbering.account(targets[i])));
            }
        });
        copies.into(loader);
        return copies.rows();
    }

    private static long posts(Loader loader, FollowGraph graph, int part, Speech speech, StatusCopies copies) {
        graph.range(part).forEach(account -> speech.of(account, copies));
        copies.into(loader);
        return copies.rows();
    }

    private void finish(LoadBook book, Loader loader, Instant began) {
        progress.step("Counting boosts and answers");
        book.missing("counts", 1)
                .forEach(part -> loader.transaction(() -> {
                    StatusCopies.count(loader);
                    loader.update(AHEAD, Ids.counter(began));
                    LoadBook.loaded(loader, "counts", part, 0);
                }));
        Workers.each(uri, book.indexes(), LoadBook::restore, share -> progress.fraction("Making indexes", share));
        Workers.each(uri, TABLES, Loading::vacuum, share -> progress.fraction("Reckoning up", share));
        book.finish();
    }

    @SuppressWarnings("CompileTimeConstant") // Of the tables that are named above.
    private static void vacuum(Loader loader, String table) {
        loader.update("vacuum (analyze) " + table);
    }
}
