package social.skein.app;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs exceptions that a handler of Vert.x throws and no code catches. */
final class UncaughtFailures implements Handler<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);
    private static final String POOL = "io.vertx.sqlclient.impl.pool.";

    private UncaughtFailures() {}

    static void log(Vertx vertx) {
        vertx.exceptionHandler(new UncaughtFailures());
    }

    @Override
    public void handle(Throwable failure) {
        if (isLatePoolTimeout(failure)) {
            LOG.debug("A timeout of the connection pool came after its result", failure);
        } else {
            LOG.error("Unexpected error, please report it", failure);
        }
    }

    /**
     * Whether the timer of the SQL pool fired for a request that was already answered, which has no effect
     * (eclipse-vertx/vertx-sql-client#1706 and #1567).
     */
    static boolean isLatePoolTimeout(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof IllegalStateException
                && trace.length > 1
                && trace[0].getClassName().equals("io.vertx.core.Promise")
                && trace[1].getClassName().startsWith(POOL);
    }
}
