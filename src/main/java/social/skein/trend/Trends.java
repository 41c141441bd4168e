package social.skein.trend;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;
import social.skein.tag.Tags;

/**
 * Trending hashtags and statuses, computed by one process at a time into two small tables, and served from memory, at
 * most half a minute behind them.
 */
public final class Trends {
    private static final Logger LOG = LoggerFactory.getLogger(Trends.class);
    private static final Duration CACHE_TTL = Duration.ofSeconds(30);

    /** The key of the PostgreSQL advisory lock held during the computation. */
    private static final long LOCK_KEY = 0x7472656e64L;

    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock($1) as acquired";

    private static final String CLEAR_TAGS = "delete from trending_tag";
    private static final String CLEAR_STATUSES = "delete from trending_status";

    private static final String INSERT_TAGS = """
            insert into trending_tag (tag, score) select * from unnest($1::text[], $2::float8[])
            """;

    private static final String INSERT_STATUSES = """
            insert into trending_status (status_id, score) select * from unnest($1::bigint[], $2::float8[])
            """;

    private static final String TAGS = "select tag from trending_tag order by score desc, tag";
    private static final String STATUSES = "select status_id from trending_status order by score desc, status_id desc";

    private final Db db;
    private final AtomicReference<TrendSnapshot> snapshot =
            new AtomicReference<>(new TrendSnapshot(List.of(), List.of()));
    private final AtomicLong nextReload = new AtomicLong(System.nanoTime());

    public Trends(Db db) {
        this.db = db;
    }

    /** The current trends, highest score first. */
    record TrendSnapshot(List<String> tags, List<StatusId> statuses) {}

    /** Computes the trends, unless another process is computing them. */
    public Future<Void> refresh(Instant now) {
        return db.transaction(tx -> tx.one(TRY_LOCK, row -> row.getBoolean("acquired"), LOCK_KEY)
                        .compose(acquired -> acquired ? recompute(tx, now) : Future.succeededFuture()))
                .compose(refreshed -> reload())
                .mapEmpty();
    }

    private static Future<Void> recompute(Transaction tx, Instant now) {
        return Scores.recentlyUsedTags(tx, now)
                .compose(used -> updateUseCounts(tx, used).compose(updated -> Scores.topTags(tx, used, now)))
                .compose(tags -> replaceTags(tx, tags))
                .compose(replaced -> Scores.topStatuses(tx, now))
                .compose(statuses -> replaceStatuses(tx, statuses))
                .mapEmpty();
    }

    private static Future<Integer> updateUseCounts(Transaction tx, List<String> tags) {
        return tx.update(Tags.UPDATE_USE_COUNTS, (Object) tags.toArray(String[]::new));
    }

    private static Future<Integer> replaceTags(Transaction tx, List<Scores.Scored<String>> tags) {
        return tx.update(CLEAR_TAGS)
                .compose(cleared -> tx.update(
                        INSERT_TAGS,
                        tags.stream().map(Scores.Scored::item).toArray(String[]::new),
                        tags.stream().map(Scores.Scored::score).toArray(Double[]::new)));
    }

    private static Future<Integer> replaceStatuses(Transaction tx, List<Scores.Scored<StatusId>> statuses) {
        return tx.update(CLEAR_STATUSES)
                .compose(cleared -> tx.update(
                        INSERT_STATUSES,
                        statuses.stream().map(scored -> scored.item().value()).toArray(Long[]::new),
                        statuses.stream().map(Scores.Scored::score).toArray(Double[]::new)));
    }

    /** The trends, at most half a minute old; the first caller after that reloads them and waits. */
    Future<TrendSnapshot> current() {
        long due = nextReload.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextReload.compareAndSet(due, now + CACHE_TTL.toNanos())) {
            return Future.succeededFuture(snapshot.get());
        }
        return reload().recover(failure -> {
            LOG.warn("Trends could not be reloaded; serving the previous ones: {}", failure.getMessage());
            return Future.succeededFuture(snapshot.get());
        });
    }

    private Future<TrendSnapshot> reload() {
        return Future.all(
                        db.readOnly().list(TAGS, row -> row.getString("tag")),
                        db.readOnly().list(STATUSES, row -> new StatusId(row.getLong("status_id"))))
                .map(found -> new TrendSnapshot(found.resultAt(0), found.resultAt(1)))
                .onSuccess(snapshot::set);
    }
}
