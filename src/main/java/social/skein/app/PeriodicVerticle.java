package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import social.skein.feature.PeriodicJob;

/** Runs a job at its interval, one run at a time. Logs the first of several failures in a row, and their end. */
final class PeriodicVerticle extends VerticleBase {
    private final PeriodicJob job;
    private final JobFailureLog failures;
    private boolean running;

    PeriodicVerticle(PeriodicJob job) {
        this.job = job;
        this.failures = new JobFailureLog(job.name());
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(job.interval().toMillis(), due -> {
            if (!running) {
                running = true;
                job.work().get().onComplete(result -> {
                    failures.record(result);
                    running = false;
                });
            }
        });
        return Future.succeededFuture();
    }
}
