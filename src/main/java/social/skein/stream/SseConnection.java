package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** A response that never ends by itself and carries server-sent events of one stream. */
final class SseConnection implements Sink {
    private final HttpServerResponse response;
    private final StreamConnection connection;

    SseConnection(HttpServerResponse response, StreamConnection connection) {
        this.response = response;
        this.connection = connection;
    }

    /**
     * Greets, and tells what the reader was told before. There is no {@code retry:} in it: some clients count the lines
     * before an event, and none of them would heed it.
     */
    void start() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "private, no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.write(":)\n").onFailure(broken -> connection.markEnded());
        connection.attach(this);
    }

    void sendHeartbeat() {
        connection.write(":thump\n");
    }

    @Override
    public Future<Void> write(String text) {
        return response.write(text);
    }

    /** There is no word for a reason in this protocol. Who does not read would not come to the end either, and is cut off. */
    @Override
    public Future<Void> close(CloseReason reason) {
        return reason.isPeerUnresponsive() ? response.reset() : response.end();
    }
}
