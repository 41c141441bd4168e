package social.skein.stream;

import io.vertx.core.Future;

/** The open transport to a client. */
interface Sink {
    /** Succeeds once the text is written to the network. */
    Future<Void> write(String text);

    Future<Void> close(CloseReason reason);
}
