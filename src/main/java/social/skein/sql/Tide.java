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
final class Tide {
    /** What was written by anybody before this statement began lies before the place that it answers. */
    private static final String POSITION = "select (pg_current_wal_insert_lsn() - '0/0')::bigint as position";

    private static final long PATIENCE_MILLIS = 500;

    /** A mark every so often is enough; two minutes of them say of a replica that is later than it is hopelessly late. */
    private static final long APART_NANOS = 50_000_000;

    private static final int MOST_MARKS = 2_400;

    private final Vertx vertx;
    private final Sql primary;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private boolean asking;
    private @Nullable Promise<Long> next;

    Tide(Vertx vertx, Sql primary) {
        this.vertx = vertx;
        this.primary = primary;
    }

    private record Mark(long position, long nanos) {}

    /** A place behind which everything lies that was committed before this was called. */
    Future<Long> position() {
        Promise<Long> here = ((ContextInternal) vertx.getOrCreateContext()).promise();
        asked().onComplete(here);
        return here.future();
    }

    /** A statement under way may have looked before the caller's commit, so it is not for them; the one after it is. */
    private synchronized Future<Long> asked() {
        if (asking) {
            next = next == null ? Promise.promise() : next;
            return next.future();
        }
        asking = true;
        Promise<Long> first = Promise.promise();
        ask(first);
        return first.future();
    }

    private void ask(Promise<Long> answer) {
        long began = System.nanoTime();
        primary.one(POSITION, row -> row.getLong("position"))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(position -> mark(position, began))
                .onComplete(result -> answered(answer, result));
    }

    private void answered(Promise<Long> answer, AsyncResult<Long> result) {
        answer.handle(result);
        Promise<Long> waiting = taken();
        if (waiting != null) {
            ask(waiting);
        }
    }

    private synchronized @Nullable Promise<Long> taken() {
        Promise<Long> waiting = next;
        next = null;
        asking = waiting != null;
        return waiting;
    }

    private synchronized void mark(long position, long nanos) {
        Mark last = marks.peekLast();
        if (last == null || (position > last.position && nanos - last.nanos >= APART_NANOS)) {
            marks.addLast(new Mark(position, nanos));
        }
        if (marks.size() > MOST_MARKS) {
            marks.removeFirst();
        }
    }

    /** How long ago the primary was first seen to be further than this. */
    synchronized Duration since(long position) {
        for (Mark mark : marks) {
            if (mark.position > position) {
                return Duration.ofNanos(System.nanoTime() - mark.nanos);
            }
        }
        return Duration.ZERO;
    }
}
