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
import social.skein.cluster.Hint;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/**
 * Authors whose posts are fetched by whoever reads them, because they have more followers than fan-out goes to. Once they are
 * that they stay it. Each process knows all of them: it is told by a hint and looks every few seconds, and no reader goes by
 * what is older than {@link #OLDEST}. Fan-out goes on bringing their posts to everybody for {@link #GRACE}, which is longer:
 * so a post is always brought or fetched, and for a short time both.
 */
public final class PulledAuthors {
    private static final String ALL = """
            select account_id, since < now() - make_interval(secs => $1) as known from pulled_author
            """;

    private static final String FLAG = "insert into pulled_author (account_id) values ($1) on conflict do nothing";

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration OLDEST = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(PulledAuthors.class);

    private final Db db;
    private final Hints hints;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final LongSupplier clock;
    private volatile Known known;

    public PulledAuthors(Db db, Hints hints) {
        this(db, hints, System::nanoTime);
    }

    /** @param clock tells in nanoseconds how time goes by, from whenever on */
    public PulledAuthors(Db db, Hints hints, LongSupplier clock) {
        this.db = db;
        this.hints = hints;
        this.clock = clock;
        this.known = new Known(Set.of(), Set.of(), clock.getAsLong() - OLDEST.toNanos() - 1);
    }

    /** Somebody is fetched from now on. */
    public record Flagged(AccountId author) {
        public static final Hint<Flagged> HINT = new Hint<>("skein.pulled", Flagged.class);
    }

    /** All at a moment, and those of them of whom every process knows. */
    private record Known(Set<AccountId> all, Set<AccountId> everywhere, long nanos) {
        boolean isOlderThan(Duration age, long now) {
            return now - nanos > age.toNanos();
        }
    }

    private record Entry(AccountId author, boolean everywhere) {
        static Entry of(Row row) {
            return new Entry(new AccountId(row.getLong("account_id")), row.getBoolean("known"));
        }
    }

    /** Hears of those whom other processes flag. */
    public Future<Void> listen() {
        return hints.listen(Flagged.HINT, flagged -> look()).mapEmpty();
    }

    /** Has an author's posts fetched from now on. */
    public Future<Void> flag(AccountId author) {
        return known.all.contains(author)
                ? Future.succeededFuture()
                : db.update(FLAG, author.value())
                        .onSuccess(added -> {
                            if (added > 0) {
                                LOG.info("{} has many followers: their posts are fetched from now on", author);
                                hints.publish(Flagged.HINT, new Flagged(author));
                            }
                        })
                        .mapEmpty();
    }

    /** Whether nobody need be brought an author's posts, since every reader fetches them. */
    public boolean isFetchedEverywhere(AccountId author) {
        lookSometimes();
        return known.everywhere.contains(author);
    }

    /** All of them, as far as it matters. */
    Future<Set<AccountId>> all() {
        if (known.isOlderThan(OLDEST, clock.getAsLong())) {
            return read().map(found -> found.all);
        }
        lookSometimes();
        return Future.succeededFuture(known.all);
    }

    private void lookSometimes() {
        if (known.isOlderThan(FRESH, clock.getAsLong()) && looking.compareAndSet(false, true)) {
            look();
        }
    }

    private void look() {
        read().onFailure(away -> LOG.debug("Whose posts are fetched cannot be read: {}", away.toString()))
                .onComplete(done -> looking.set(false));
    }

    private Future<Known> read() {
        long asked = clock.getAsLong();
        return db.list(ALL, Entry::of, (double) GRACE.toSeconds())
                .map(entries -> new Known(authors(entries, false), authors(entries, true), asked))
                .onSuccess(this::learn);
    }

    private synchronized void learn(Known found) {
        if (found.nanos - known.nanos > 0) {
            known = found;
        }
    }

    private static Set<AccountId> authors(List<Entry> entries, boolean everywhere) {
        return entries.stream()
                .filter(entry -> entry.everywhere || !everywhere)
                .map(Entry::author)
                .collect(Collectors.toUnmodifiableSet());
    }
}
