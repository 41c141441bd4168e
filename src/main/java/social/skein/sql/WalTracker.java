package social.skein.sql;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far the primary's log has come, and when it was there: so that a replica, which knows only the place it has reached,
 * can be told how late it is, whatever its clock says and however little happens. However many ask, one statement at a time
 * is under way.
 */
final class WalTracker {
    /** What was written by anybody before this statement began lies before the place that it answers. */
    private static final String CURRENT_LSN = "select (pg_current_wal_insert_lsn() - '0/0')::bigint as position";

    private static final long QUERY_TIMEOUT_MILLIS = 500;

    /** A mark every so often is enough; two minutes of them say of a replica that is later than it is hopelessly late. */
    private static final long SAMPLE_INTERVAL_NANOS = 50_000_000;

    private static final int MAX_SAMPLES = 2_400;

    private final Vertx vertx;
    private final Sql primary;
    private final Deque<WalSample> samples = new ArrayDeque<>();
    private boolean querying;
    private @Nullable Promise<Long> queuedQuery;

    WalTracker(Vertx vertx, Sql primary) {
        this.vertx = vertx;
        this.primary = primary;
    }

    private record WalSample(long lsn, long nanos) {}

    /** A place behind which everything lies that was committed before this was called. */
    Future<Long> currentLsn() {
        Promise<Long> here = ((ContextInternal) vertx.getOrCreateContext()).promise();
        sharedQuery().onComplete(here);
        return here.future();
    }

    /** A statement under way may have looked before the caller's commit, so it is not for them; the one after it is. */
    private synchronized Future<Long> sharedQuery() {
        if (querying) {
            queuedQuery = queuedQuery == null ? Promise.promise() : queuedQuery;
            return queuedQuery.future();
        }
        querying = true;
        Promise<Long> first = Promise.promise();
        query(first);
        return first.future();
    }

    private void query(Promise<Long> answer) {
        long began = System.nanoTime();
        primary.one(CURRENT_LSN, row -> row.getLong("position"))
                .timeout(QUERY_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(position -> addSample(position, began))
                .onComplete(result -> onResult(answer, result));
    }

    private void onResult(Promise<Long> answer, AsyncResult<Long> result) {
        answer.handle(result);
        Promise<Long> waiting = nextQuery();
        if (waiting != null) {
            query(waiting);
        }
    }

    private synchronized @Nullable Promise<Long> nextQuery() {
        Promise<Long> waiting = queuedQuery;
        queuedQuery = null;
        querying = waiting != null;
        return waiting;
    }

    private synchronized void addSample(long lsn, long nanos) {
        WalSample last = samples.peekLast();
        if (last == null || (lsn > last.lsn && nanos - last.nanos >= SAMPLE_INTERVAL_NANOS)) {
            samples.addLast(new WalSample(lsn, nanos));
        }
        if (samples.size() > MAX_SAMPLES) {
            samples.removeFirst();
        }
    }

    /** How long ago the primary was first seen to be further than this. */
    synchronized Duration timeSince(long lsn) {
        for (WalSample mark : samples) {
            if (mark.lsn > lsn) {
                return Duration.ofNanos(System.nanoTime() - mark.nanos);
            }
        }
        return Duration.ZERO;
    }
}
