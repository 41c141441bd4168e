package social.skein.events;

import io.vertx.core.Future;
import java.util.Set;

/** Handles the facts of a role. A fact may be delivered twice; the second time must change nothing. */
public interface FactHandler {
    /** The name of the role, and of its consumer group after the deployment's prefix. */
    String role();

    Set<Topic> topics();

    /**
     * The number of facts handled at once: enough to keep the stores busy, few enough to leave connections for
     * requests.
     */
    default int maxConcurrency() {
        return 32;
    }

    /**
     * The number of facts of one actor handled at once. They start in order; above 1 the handler must order their
     * effects.
     */
    default int maxConcurrencyPerActor() {
        return 1;
    }

    /** Succeeds when all effects of the fact are done. */
    Future<Void> handle(Fact fact);
}
