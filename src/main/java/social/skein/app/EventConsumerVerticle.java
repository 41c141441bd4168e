package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.events.Worker;

/** Runs a role that lives on facts: fan-out, or notifications. */
final class EventConsumerVerticle extends VerticleBase {
    private final Supplier<Worker> factory;
    private Optional<Worker> worker = Optional.empty();

    EventConsumerVerticle(Supplier<Worker> made) {
        this.factory = made;
    }

    @Override
    public Future<?> start() {
        Worker fresh = factory.get();
        worker = Optional.of(fresh);
        return fresh.start();
    }

    @Override
    public Future<?> stop() {
        return worker.map(Worker::stop).orElse(Future.succeededFuture());
    }
}
