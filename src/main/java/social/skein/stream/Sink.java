package social.skein.stream;

import io.vertx.core.Future;

/** The way to a client, once its request is answered. */
interface Sink {
    /** Succeeds once the text has left this process. */
    Future<Void> write(String text);

    Future<Void> close(CloseReason reason);
}
