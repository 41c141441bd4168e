package social.skein.feature;

import io.vertx.core.Future;
import java.util.List;
import social.skein.http.Endpoints;

/**
 * All that a feature contributes to a process. A feature implements what it has; {@code app} lists the features and runs what
 * they contribute, so nothing else has to be registered anywhere.
 */
public interface Feature {
    /** Adds the feature's routes to the public port; called once for each HTTP verticle. */
    default void mount(Endpoints api) {}

    /** Handlers of facts. */
    default List<FactConsumer> consumers() {
        return List.of();
    }

    /** Periodic work. */
    default List<PeriodicJob> jobs() {
        return List.of();
    }

    /** Steps that erase a deleted account from the feature's tables. */
    default List<ErasureStep> erasure() {
        return List.of();
    }

    /** Subscribes to hints and starts monitoring; called once, before the process serves. */
    default Future<Void> start() {
        return Future.succeededFuture();
    }
}
