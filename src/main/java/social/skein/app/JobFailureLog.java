package social.skein.app;

import io.vertx.core.AsyncResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import social.skein.model.Problem;

/**
 * Logs when a periodic job begins to fail and when it succeeds again, not each failure between. An unavailable store is
 * logged at a low level only, because its health check reports it once for all jobs.
 */
final class JobFailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(JobFailureLog.class);

    private final String job;
    private boolean reported;

    JobFailureLog(String job) {
        this.job = job;
    }

    void record(AsyncResult<?> result) {
        if (result.succeeded()) {
            if (reported) {
                LOG.info("The job \"{}\" succeeds again", job);
            }
            reported = false;
            return;
        }
        boolean outage = result.cause() instanceof Problem.Unavailable;
        LOG.atLevel(outage || reported ? Level.DEBUG : Level.WARN)
                .log(
                        "The job \"{}\" failed and is retried at each interval until it succeeds: {}",
                        job,
                        result.cause().toString());
        reported = reported || !outage;
    }
}
