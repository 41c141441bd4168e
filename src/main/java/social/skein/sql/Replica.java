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

/** One replica as this process sees it: how it was when it was looked at last, and the statements it has been asked. */
final class Replica {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private static final String CHECK = """
            select pg_is_in_recovery() as standby, (coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0')::bigint as reached
            """;

    /** With the pause between looks, what is frozen is found within a second. */
    private static final long CHECK_TIMEOUT_MILLIS = 500;

    private final Vertx vertx;
    private final String name;
    private final Db db;
    private final Sql monitor;
    private final Set<Promise<?>> pendingQueries = ConcurrentHashMap.newKeySet();
    private volatile HealthCheck lastCheck = new HealthCheck(State.DOWN, 0, Duration.ZERO);

    /** @param monitor a connection of its own, so that looks wait for nobody's statements */
    Replica(Vertx vertx, String name, Db db, Sql monitor) {
        this.vertx = vertx;
        this.name = name;
        this.db = db;
        this.monitor = monitor;
    }

    /** How a replica may be; it is asked only when it is up. */
    enum State {
        UP,
        /** Further behind than it may be. */
        LAGGING,
        /** It does not answer. */
        DOWN,
        /** It takes writes of its own, so what it says is no longer what the primary says. */
        PROMOTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a look found. */
    record HealthCheck(State state, long replayedLsn, Duration lag) {}

    private record RecoveryStatus(boolean inRecovery, long replayedLsn) {
        static RecoveryStatus of(Row row) {
            return new RecoveryStatus(row.getBoolean("standby"), row.getLong("reached"));
        }
    }

    String name() {
        return name;
    }

    HealthCheck lastCheck() {
        return lastCheck;
    }

    /** Whether it may be asked by somebody who must see everything up to this place. */
    boolean hasReplayed(long lsn) {
        HealthCheck now = lastCheck;
        return now.state == State.UP && now.replayedLsn >= lsn;
    }

    /** Looks how it is now. */
    Future<Void> check(WalTracker wal, Duration maxLag) {
        return monitor.one(CHECK, RecoveryStatus::of)
                .timeout(CHECK_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(answer -> evaluate(answer, wal.timeSince(answer.replayedLsn), maxLag))
                .otherwise(silent ->
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
                    .log("The replica {} is {}, {} ms behind", name, now.state, now.lag.toMillis());
        }
        if (now.state == State.DOWN) {
            pendingQueries.forEach(Replica::abandon);
        }
    }

    /** Whoever is answered too late is answered by somebody else already. */
    private static void abandon(Promise<?> answer) {
        answer.tryFail(new Problem.Unavailable("The replica does not answer"));
    }

    /** Asks it, and fails as soon as it is found to be away, whether or not its connections still hang. */
    <T> Future<T> query(Function<Reads, Future<T>> query) {
        Promise<T> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        pendingQueries.add(answer);
        query.apply(db).onComplete(result -> onResult(answer, result));
        if (lastCheck.state == State.DOWN) {
            abandon(answer);
        }
        return answer.future();
    }

    private <T> void onResult(Promise<T> answer, AsyncResult<T> result) {
        pendingQueries.remove(answer);
        if (result.succeeded()) {
            answer.tryComplete(result.result());
            return;
        }
        if (result.cause() instanceof Problem.Unavailable) {
            lastCheck = new HealthCheck(State.DOWN, lastCheck.replayedLsn, lastCheck.lag);
        }
        answer.tryFail(result.cause());
    }
}
