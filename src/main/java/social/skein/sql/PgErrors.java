package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import social.skein.model.Problem;

/** Distinguishes an unavailable database from a wrong statement. */
final class PgErrors {
    /** SQL state classes: connection failure, insufficient resources, operator intervention, system error. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "53", "57", "58");

    /** Lock timeout, and idle-in-transaction timeout. */
    private static final Set<String> TIMEOUT_STATES = Set.of("55P03", "25P03");

    static final String UNAVAILABLE = "The database is unavailable at the moment";

    private PgErrors() {}

    static <T> Future<T> toProblem(Throwable failure) {
        return Future.failedFuture(isOutage(failure) ? new Problem.Unavailable(UNAVAILABLE, reason(failure)) : failure);
    }

    private static String reason(Throwable failure) {
        return failure instanceof PgException error
                ? String.valueOf(error.getErrorMessage())
                : String.valueOf(failure.getMessage());
    }

    private static boolean isOutage(Throwable failure) {
        if (failure instanceof PgException error) {
            String state = error.getSqlState();
            return state != null && (TIMEOUT_STATES.contains(state) || OUTAGE_CLASSES.contains(state.substring(0, 2)));
        }
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof VertxException;
    }
}
