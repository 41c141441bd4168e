package social.skein.events;

import io.vertx.core.Future;

/** Brings a role its facts, on the event loop that starts it. */
public interface Worker {
    Future<Void> start();

    /** Takes nothing more, and ends when what is under way has ended, if that is soon. */
    Future<Void> stop();
}
