package social.skein.stream;

import io.vertx.core.Future;

/** The way to a client, in the words of its protocol. */
interface Sink {
    String encode(Subscription subscription, Event event);

    /** Succeeds once the text has left this process. */
    Future<Void> write(String text);

    Future<Void> close(Farewell farewell);
}
