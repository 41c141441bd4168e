package social.skein.feature;

import io.vertx.core.Future;
import java.util.List;
import social.skein.http.Endpoints;

/**
 * The contributions of a feature to a process. A feature overrides only the methods that it needs; {@code app} lists
 * the features and runs their contributions, so nothing has to be registered elsewhere.
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
