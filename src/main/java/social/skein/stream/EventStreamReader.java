package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import social.skein.http.Viewer;

/** A response that never ends by itself and carries server-sent events of one stream. */
final class EventStreamReader implements Sink {
    private final HttpServerResponse response;
    private final Hub hub;
    private final Subscription subscription;
    private final Reader reader;

    /** The stream must be one the viewer may open. */
    EventStreamReader(HttpServerResponse response, Hub hub, Optional<Viewer> viewer, Subscription subscription) {
        this.response = response;
        this.hub = hub;
        this.subscription = subscription;
        this.reader = hub.admit(viewer, this);
    }

    Reader begin() {
        response.closeHandler(closed -> reader.end());
        response.exceptionHandler(broken -> reader.end());
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "private, no-store")
                .putHeader("X-Accel-Buffering", "no");
        reader.write(":)\n");
        hub.subscribe(reader, subscription);
        return reader;
    }

    void thump() {
        reader.write(":thump\n");
    }

    @Override
    public String encode(Subscription subscription, Event event) {
        return event.lines();
    }

    @Override
    public Future<Void> write(String text) {
        return response.write(text);
    }

    /** There is no word for a reason in this protocol. Who does not read would not come to the end either, and is cut off. */
    @Override
    public Future<Void> close(Farewell farewell) {
        return farewell.unread() ? response.reset() : response.end();
    }
}
