package social.skein.events;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One role whose work several features share; each is told of the topics it asked for, one after the other. */
public record Joint(String role, List<FactHandler> handlers) implements FactHandler {

    @Override
    public Set<Topic> topics() {
        return handlers.stream().flatMap(handler -> handler.topics().stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Future<Void> handle(Fact fact) {
        Future<Void> done = Future.succeededFuture();
        for (FactHandler handler : handlers) {
            if (handler.topics().contains(fact.topic())) {
                done = done.compose(before -> handler.handle(fact));
            }
        }
        return done;
    }
}
