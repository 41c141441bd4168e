package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.events.OutboxRelay;

/** Runs the relay. Of all processes with this role, only one moves facts at a time. */
final class RelayVerticle extends VerticleBase {
    private final Supplier<Future<OutboxRelay>> factory;
    private Optional<OutboxRelay> relay = Optional.empty();

    RelayVerticle(Supplier<Future<OutboxRelay>> factory) {
        this.factory = factory;
    }

    @Override
    public Future<?> start() {
        return factory.get().onSuccess(ready -> relay = Optional.of(ready)).compose(OutboxRelay::start);
    }

    @Override
    public Future<?> stop() {
        return relay.map(OutboxRelay::stop).orElse(Future.succeededFuture());
    }
}
