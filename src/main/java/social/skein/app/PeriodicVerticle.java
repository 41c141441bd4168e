package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.feature.PeriodicJob;

/** Runs a job at its interval, one run at a time. */
final class PeriodicVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicVerticle.class);

    private final PeriodicJob job;
    private boolean running;

    PeriodicVerticle(PeriodicJob job) {
        this.job = job;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(job.interval().toMillis(), due -> {
            if (!running) {
                running = true;
                job.work()
                        .get()
                        .onFailure(failure -> LOG.warn(
                                "The job \"{}\" failed and is retried at its next interval: {}",
                                job.name(),
                                failure.toString()))
                        .onComplete(done -> running = false);
            }
        });
        return Future.succeededFuture();
    }
}
