package social.skein.events;

import io.vertx.core.Future;

/** Delivers facts to a role, on the event loop that starts it. */
public interface Worker {
    Future<Void> start();

    /** Stops taking facts, and waits for those being handled for a short time. */
    Future<Void> stop();
}
