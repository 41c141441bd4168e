package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.feature.PeriodicJob;
import social.skein.model.Problem;

/** Runs a job at its interval, one run at a time. Logs the first of several failures in a row, and their end. */
final class PeriodicVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicVerticle.class);

    private final PeriodicJob job;
    private boolean running;
    private boolean failing;

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
                        .onSuccess(done -> {
                            if (failing) {
                                LOG.info("The job \"{}\" works again", job.name());
                            }
                            failing = false;
                        })
                        .onFailure(failure -> {
                            if (!failing) {
                                LOG.warn(
                                        "The job \"{}\" failed and is retried every {} ms: {}",
                                        job.name(),
                                        job.interval().toMillis(),
                                        failure instanceof Problem problem ? problem.detail() : failure.toString());
                            }
                            failing = true;
                        })
                        .onComplete(done -> running = false);
            }
        });
        return Future.succeededFuture();
    }
}
