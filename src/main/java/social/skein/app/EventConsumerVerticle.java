package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.events.Worker;

/** Runs the worker that delivers facts to one role. */
final class EventConsumerVerticle extends VerticleBase {
    private final Supplier<Worker> factory;
    private Optional<Worker> worker = Optional.empty();

    EventConsumerVerticle(Supplier<Worker> factory) {
        this.factory = factory;
    }

    @Override
    public Future<?> start() {
        Worker created = factory.get();
        worker = Optional.of(created);
        return created.start();
    }

    @Override
    public Future<?> stop() {
        return worker.map(Worker::stop).orElse(Future.succeededFuture());
    }
}
