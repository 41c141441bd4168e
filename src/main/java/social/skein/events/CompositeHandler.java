package social.skein.events;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Several handlers with little work that run as one role, because each role costs a Kafka connection and a consumer
 * group. They handle each fact one after the other; each gets only its own topics.
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
                done = done.compose(previous -> handler.handle(fact));
            }
        }
        return done;
    }
}
