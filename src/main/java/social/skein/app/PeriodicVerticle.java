package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does some work again and again, with a pause in between; that several processes may do so at once does no harm. */
final class PeriodicVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicVerticle.class);

    private final String name;
    private final Duration interval;
    private final Supplier<Future<Void>> work;
    private boolean running;

    PeriodicVerticle(String what, Duration pause, Supplier<Future<Void>> work) {
        this.name = what;
        this.interval = pause;
        this.work = work;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(interval.toMillis(), due -> {
            if (!running) {
                running = true;
                work.get()
                        .onFailure(wrong -> LOG.warn("{} has to wait for the next time: {}", name, wrong.toString()))
                        .onComplete(done -> running = false);
            }
        });
        return Future.succeededFuture();
    }
}
