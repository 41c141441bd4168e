package social.skein.app;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs exceptions that a handler of Vert.x throws and no code catches. */
final class UncaughtFailures implements Handler<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFailures.class);
    private static final String POOL = "io.vertx.sqlclient.impl.pool.";
    private static final String EVENT_BUS = "io.vertx.core.eventbus.impl.clustered.OutboundConnection";

    /** The number of frames of Vert.x between a promise and the code that completes it. */
    private static final int MAX_DEPTH = 10;

    private UncaughtFailures() {}

    static void log(Vertx vertx) {
        vertx.exceptionHandler(new UncaughtFailures());
    }

    @Override
    public void handle(Throwable failure) {
        if (isLateCompletion(failure)) {
            LOG.debug("Vert.x completed a request that was already complete", failure);
        } else {
            LOG.error("Unexpected error, please report it", failure);
        }
    }

    /**
     * Whether Vert.x completed a promise of its own twice, which has no effect: the timer of the SQL pool for a request
     * that was already answered (eclipse-vertx/vertx-sql-client#1706 and #1567), or the event bus for a message to
     * several members of which one has left.
     */
    static boolean isLateCompletion(Throwable failure) {
        List<String> classes = Arrays.stream(failure.getStackTrace())
                .map(StackTraceElement::getClassName)
                .limit(MAX_DEPTH)
                .toList();
        return failure instanceof IllegalStateException
                && classes.size() > 1
                && classes.get(0).equals("io.vertx.core.Promise")
                && (classes.get(1).startsWith(POOL) || classes.stream().anyMatch(name -> name.startsWith(EVENT_BUS)));
    }
}
