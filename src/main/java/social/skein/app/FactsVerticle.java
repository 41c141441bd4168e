package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;
import social.skein.events.FactConsumer;

/** Runs a role that lives on facts: fan-out, or notifications. */
final class FactsVerticle extends VerticleBase {
    private final FactConsumer consumer;

    FactsVerticle(Supplier<FactConsumer> consumer) {
        this.consumer = consumer.get();
    }

    @Override
    public Future<?> start() {
        return consumer.start();
    }

    @Override
    public Future<?> stop() {
        return consumer.stop();
    }
}
