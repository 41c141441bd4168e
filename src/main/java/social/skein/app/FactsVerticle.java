package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.events.Worker;

/** Runs a role that lives on facts: fan-out, or notifications. */
final class FactsVerticle extends VerticleBase {
    private final Supplier<Worker> made;
    private Optional<Worker> worker = Optional.empty();

    FactsVerticle(Supplier<Worker> made) {
        this.made = made;
    }

    @Override
    public Future<?> start() {
        Worker fresh = made.get();
        worker = Optional.of(fresh);
        return fresh.start();
    }

    @Override
    public Future<?> stop() {
        return worker.map(Worker::stop).orElse(Future.succeededFuture());
    }
}
