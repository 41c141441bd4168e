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
 * Tracks the primary's position in its write-ahead log over time. The lag of a replica follows from the position it has
 * replayed, independent of its clock and of how much is written. Concurrent callers share queries, of which one is in
 * flight at a time.
 */
final class WalTracker {
    /** All writes before this statement are before the position that it returns. */
    private static final String CURRENT_LSN = "select (pg_current_wal_insert_lsn() - '0/0')::bigint as lsn";

    private static final long QUERY_TIMEOUT_MILLIS = 500;

    /** With samples of two minutes, a replica that is further behind shows a lag of at least two minutes. */
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

    /** A position, in bytes, that is not before any commit that precedes this call. */
    Future<Long> currentLsn() {
        Promise<Long> position = ((ContextInternal) vertx.getOrCreateContext()).promise();
        sharedQuery().onComplete(position);
        return position.future();
    }

    /** A query in flight may have run before the caller's commit, so the caller gets the next one. */
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

    private void query(Promise<Long> result) {
        long startedAt = System.nanoTime();
        primary.one(CURRENT_LSN, row -> row.getLong("lsn"))
                .timeout(QUERY_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(lsn -> addSample(lsn, startedAt))
                .onComplete(outcome -> onResult(result, outcome));
    }

    private void onResult(Promise<Long> result, AsyncResult<Long> outcome) {
        result.handle(outcome);
        Promise<Long> next = nextQuery();
        if (next != null) {
            query(next);
        }
    }

    private synchronized @Nullable Promise<Long> nextQuery() {
        Promise<Long> next = queuedQuery;
        queuedQuery = null;
        querying = next != null;
        return next;
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

    /** The time since the primary was first seen beyond this position; zero if it was not. */
    synchronized Duration timeSince(long lsn) {
        for (WalSample sample : samples) {
            if (sample.lsn > lsn) {
                return Duration.ofNanos(System.nanoTime() - sample.nanos);
            }
        }
        return Duration.ZERO;
    }
}
