package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps once in a while; that several processes may do so at once does no harm. */
final class HousekeepingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingVerticle.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Supplier<Future<Void>> sweep;

    HousekeepingVerticle(Supplier<Future<Void>> sweep) {
        this.sweep = sweep;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(
                PAUSE.toMillis(),
                due -> sweep.get()
                        .onFailure(
                                failure -> LOG.warn("Sweeping has to wait for the next time: {}", failure.toString())));
        return Future.succeededFuture();
    }
}
