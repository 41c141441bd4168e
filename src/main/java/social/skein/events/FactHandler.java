package social.skein.events;

import io.vertx.core.Future;
import java.util.Set;

/** What a role does with facts. It may be told the same fact twice, and must then change nothing the second time. */
public interface FactHandler {
    /** The role's name, which is also the name of its consumer group below the deployment's prefix. */
    String role();

    Set<Topic> topics();

    /**
     * How many facts may be at work at once: enough to keep the stores busy, few enough to leave connections for clients.
     */
    default int maxConcurrency() {
        return 32;
    }

    /** How many facts of one actor may be at work at once. They are begun in their order, and end as the handler sees fit. */
    default int maxConcurrencyPerActor() {
        return 1;
    }

    /** Succeeds when everything that follows from the fact is done. */
    Future<Void> handle(Fact fact);
}
