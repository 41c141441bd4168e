package social.skein.sql;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import social.skein.model.Problem;

/** One replica as this process sees it: the result of its last health check, and its pending queries. */
final class Replica {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private static final String CHECK = """
            select pg_is_in_recovery() as in_recovery, (coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0')::bigint as replayed_lsn
            """;

    /** With the interval between checks, a hung replica is detected within a second. */
    private static final long CHECK_TIMEOUT_MILLIS = 500;

    private final Vertx vertx;
    private final String name;
    private final Db db;
    private final Sql monitor;
    private final Set<Promise<?>> pendingQueries = ConcurrentHashMap.newKeySet();
    private volatile HealthCheck lastCheck = new HealthCheck(State.DOWN, 0, Duration.ZERO);

    /** @param monitor a dedicated connection, so that checks do not queue behind queries */
    Replica(Vertx vertx, String name, Db db, Sql monitor) {
        this.vertx = vertx;
        this.name = name;
        this.db = db;
        this.monitor = monitor;
    }

    /** The state of a replica; only one that is up gets queries. */
    enum State {
        UP,
        /** Further behind than allowed. */
        LAGGING,
        /** Does not respond. */
        DOWN,
        /** Accepts writes itself, so its data no longer follows the primary's. */
        PROMOTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The result of a health check. */
    record HealthCheck(State state, long replayedLsn, Duration lag) {}

    private record RecoveryStatus(boolean inRecovery, long replayedLsn) {
        static RecoveryStatus of(Row row) {
            return new RecoveryStatus(row.getBoolean("in_recovery"), row.getLong("replayed_lsn"));
        }
    }

    String name() {
        return name;
    }

    HealthCheck lastCheck() {
        return lastCheck;
    }

    /** Whether it is up and has replayed the log up to {@code lsn}. */
    boolean hasReplayed(long lsn) {
        HealthCheck latest = lastCheck;
        return latest.state == State.UP && latest.replayedLsn >= lsn;
    }

    /** Runs a health check; never fails. */
    Future<Void> check(WalTracker wal, Duration maxLag) {
        return monitor.one(CHECK, RecoveryStatus::of)
                .timeout(CHECK_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(status -> evaluate(status, wal.timeSince(status.replayedLsn), maxLag))
                .otherwise(failure ->
                        new HealthCheck(State.DOWN, lastCheck.replayedLsn, wal.timeSince(lastCheck.replayedLsn)))
                .onSuccess(this::record)
                .mapEmpty();
    }

    private static HealthCheck evaluate(RecoveryStatus status, Duration lag, Duration maxLag) {
        State state = !status.inRecovery ? State.PROMOTED : lag.compareTo(maxLag) > 0 ? State.LAGGING : State.UP;
        return new HealthCheck(state, status.replayedLsn, lag);
    }

    private void record(HealthCheck now) {
        HealthCheck before = lastCheck;
        lastCheck = now;
        if (before.state != now.state) {
            LOG.atLevel(now.state == State.UP ? Level.INFO : Level.WARN)
                    .log("Replica {} is {}, {} ms behind the primary", name, now.state, now.lag.toMillis());
        }
        if (now.state == State.DOWN) {
            pendingQueries.forEach(Replica::abandon);
        }
    }

    /** Fails a pending query, so that the caller turns to the primary; a later result is ignored. */
    private static void abandon(Promise<?> pending) {
        pending.tryFail(new Problem.Unavailable("The replica does not respond"));
    }

    /** Runs a query. Fails as soon as the replica is found to be down, even while its connections hang. */
    <T> Future<T> query(Function<Reads, Future<T>> query) {
        Promise<T> pending = ((ContextInternal) vertx.getOrCreateContext()).promise();
        pendingQueries.add(pending);
        query.apply(db).onComplete(result -> onResult(pending, result));
        if (lastCheck.state == State.DOWN) {
            abandon(pending);
        }
        return pending.future();
    }

    private <T> void onResult(Promise<T> pending, AsyncResult<T> result) {
        pendingQueries.remove(pending);
        if (result.succeeded()) {
            pending.tryComplete(result.result());
            return;
        }
        if (result.cause() instanceof Problem.Unavailable) {
            lastCheck = new HealthCheck(State.DOWN, lastCheck.replayedLsn, lastCheck.lag);
        }
        pending.tryFail(result.cause());
    }
}
