package social.skein.events;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Handlers with little to do under one role, because a role costs a connection to Kafka and a group of consumers. Each is
 * told every fact of the topics of all of them, one after the other.
 */
public record CompositeHandler(String role, List<FactHandler> handlers) implements FactHandler {

    @Override
    public Set<Topic> topics() {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        handlers.forEach(handler -> topics.addAll(handler.topics()));
        return topics;
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
