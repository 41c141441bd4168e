package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import social.skein.model.Problem;

/** Tells a database that is away from a statement that is wrong. */
final class PgErrors {
    /** Connection failures, shutting down or starting up, and out of connections, memory or disk. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57", "58");

    /** A lock that was not to be had in time, and a transaction that had been asleep for too long. */
    private static final Set<String> TIMEOUT_STATES = Set.of("55P03", "25P03");

    private PgErrors() {}

    static <T> Future<T> toProblem(Throwable failure) {
        return Future.failedFuture(
                isOutage(failure) ? new Problem.Unavailable("The database cannot be reached at the moment") : failure);
    }

    private static boolean isOutage(Throwable failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null && (TIMEOUT_STATES.contains(state) || OUTAGE_CLASSES.contains(state.substring(0, 2)));
        }
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException;
    }
}
