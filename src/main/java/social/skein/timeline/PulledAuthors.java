package social.skein.timeline;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.cluster.HintBus;
import social.skein.cluster.HintType;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/**
 * The pulled authors: they have more followers than fan-out pushes to, so readers pull their posts instead. A pulled
 * author stays pulled. Each process caches the set, refreshes it every few seconds and on a hint, and never uses a copy
 * older than {@link #MAX_STALENESS}. Fan-out keeps pushing a new pulled author's posts for {@link #GRACE_PERIOD}, which
 * is longer: so every post is pushed or pulled, and for a short time both.
 */
public final class PulledAuthors {
    private static final String ALL = """
            select account_id, since < now() - make_interval(secs => $1) as known_everywhere from pulled_author
            """;

    private static final String INSERT = "insert into pulled_author (account_id) values ($1) on conflict do nothing";

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);
    private static final Duration MAX_STALENESS = Duration.ofSeconds(10);
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(PulledAuthors.class);

    private final Db db;
    private final HintBus hints;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final LongSupplier nanoClock;
    private volatile PulledSnapshot snapshot;

    public PulledAuthors(Db db, HintBus hints) {
        this(db, hints, System::nanoTime);
    }

    /** @param nanoClock elapsed nanoseconds since an arbitrary point */
    public PulledAuthors(Db db, HintBus hints, LongSupplier nanoClock) {
        this.db = db;
        this.hints = hints;
        this.nanoClock = nanoClock;
        this.snapshot = new PulledSnapshot(Set.of(), Set.of(), nanoClock.getAsLong() - MAX_STALENESS.toNanos() - 1);
    }

    /** The hint that an author is pulled from now on. */
    public record AuthorPulled(AccountId author) {
        public static final HintType<AuthorPulled> HINT = new HintType<>("skein.author-pulled", AuthorPulled.class);
    }

    /** All pulled authors at one moment, and those of them that every process knows at that time. */
    private record PulledSnapshot(Set<AccountId> all, Set<AccountId> knownEverywhere, long readAtNanos) {
        boolean isOlderThan(Duration age, long now) {
            return now - readAtNanos > age.toNanos();
        }
    }

    private record PulledAuthorRow(AccountId author, boolean knownEverywhere) {
        static PulledAuthorRow of(Row row) {
            return new PulledAuthorRow(new AccountId(row.getLong("account_id")), row.getBoolean("known_everywhere"));
        }
    }

    /** Subscribes to the hints of other processes. */
    public Future<Void> subscribe() {
        return hints.subscribeOnContext(AuthorPulled.HINT, flagged -> refresh()).mapEmpty();
    }

    /** Makes an author pulled from now on. */
    public Future<Void> markPulled(AccountId author) {
        if (snapshot.all.contains(author)) {
            return Future.succeededFuture();
        }
        return db.update(INSERT, author.value())
                .onSuccess(added -> {
                    if (added > 0) {
                        LOG.info(
                                "Account {} has too many followers for fan-out: readers pull its posts from now on",
                                author);
                        hints.publish(AuthorPulled.HINT, new AuthorPulled(author));
                    }
                })
                .mapEmpty();
    }

    /** Whether fan-out may skip the author, since every process pulls the posts. */
    public boolean isPulledEverywhere(AccountId author) {
        refreshIfStale();
        return snapshot.knownEverywhere.contains(author);
    }

    /** All pulled authors, at most {@link #MAX_STALENESS} old. */
    Future<Set<AccountId>> all() {
        if (snapshot.isOlderThan(MAX_STALENESS, nanoClock.getAsLong())) {
            return load().map(loaded -> loaded.all);
        }
        refreshIfStale();
        return Future.succeededFuture(snapshot.all);
    }

    private void refreshIfStale() {
        if (snapshot.isOlderThan(REFRESH_INTERVAL, nanoClock.getAsLong()) && refreshing.compareAndSet(false, true)) {
            refresh();
        }
    }

    private void refresh() {
        load().onFailure(failure -> LOG.debug("The pulled authors could not be refreshed: {}", failure.toString()))
                .onComplete(done -> refreshing.set(false));
    }

    private Future<PulledSnapshot> load() {
        long startedAt = nanoClock.getAsLong();
        return db.list(ALL, PulledAuthorRow::of, (double) GRACE_PERIOD.toSeconds())
                .map(entries -> new PulledSnapshot(authors(entries, false), authors(entries, true), startedAt))
                .onSuccess(this::replaceIfNewer);
    }

    private synchronized void replaceIfNewer(PulledSnapshot loaded) {
        if (loaded.readAtNanos - snapshot.readAtNanos > 0) {
            snapshot = loaded;
        }
    }

    private static Set<AccountId> authors(List<PulledAuthorRow> entries, boolean knownEverywhereOnly) {
        return entries.stream()
                .filter(entry -> entry.knownEverywhere || !knownEverywhereOnly)
                .map(PulledAuthorRow::author)
                .collect(Collectors.toUnmodifiableSet());
    }
}
