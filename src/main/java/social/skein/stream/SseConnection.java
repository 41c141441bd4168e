package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;

/** An open response that carries one stream as server-sent events. */
final class SseConnection implements Sink {
    private final HttpServerResponse response;
    private final StreamConnection connection;

    SseConnection(HttpServerResponse response, StreamConnection connection) {
        this.response = response;
        this.connection = connection;
    }

    /**
     * Sends the headers, a greeting and the events queued so far. There is no {@code retry:} line: some clients count
     * the lines before an event, and none obeys it.
     */
    void start() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "private, no-store")
                .putHeader("X-Accel-Buffering", "no");
        response.write(":)\n").onFailure(failure -> connection.markEnded());
        connection.attach(this);
    }

    void sendHeartbeat() {
        connection.write(":thump\n");
    }

    @Override
    public Future<Void> write(String text) {
        return response.write(text);
    }

    /**
     * The protocol cannot carry a reason. A client that does not read would not read the end either, so it is reset.
     */
    @Override
    public Future<Void> close(CloseReason reason) {
        return reason.isPeerUnresponsive() ? response.reset() : response.end();
    }
}
