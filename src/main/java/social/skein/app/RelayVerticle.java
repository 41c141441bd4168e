package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.events.Relay;

/** Runs the relay; of all processes that have this role, one moves facts at a time. */
final class RelayVerticle extends VerticleBase {
    private final Supplier<Future<Relay>> made;
    private Optional<Relay> relay = Optional.empty();

    RelayVerticle(Supplier<Future<Relay>> made) {
        this.made = made;
    }

    @Override
    public Future<?> start() {
        return made.get().onSuccess(ready -> relay = Optional.of(ready)).compose(Relay::start);
    }

    @Override
    public Future<?> stop() {
        return relay.map(Relay::stop).orElse(Future.succeededFuture());
    }
}
