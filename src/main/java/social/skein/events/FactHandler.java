package social.skein.events;

import io.vertx.core.Future;
import java.util.Set;

/** What a role does with facts. It may be told the same fact twice, and must then change nothing the second time. */
public interface FactHandler {
    /** The role's name, which is also the name of its consumer group below the deployment's prefix. */
    String role();

    Set<Topic> topics();

    /** Succeeds when everything that follows from the fact is done. */
    Future<Void> handle(Fact fact);
}
