package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An open WebSocket: commands come in text frames, and events go the other way. */
final class WebSocketConnection implements Sink {
    /** Far above any command, far below what would be worth sending to hurt. */
    private static final int MAX_COMMAND_LENGTH = 4_096;

    private static final long CLOSE_TIMEOUT_SECONDS = 5;
    private static final Buffer PING = Buffer.buffer("skein");

    private final ServerWebSocket socket;
    private final StreamConnection connection;
    private final WebSocketCommands commands;
    private final Supplier<Future<Boolean>> tokenCheck;
    private boolean activeSincePing = true;

    WebSocketConnection(
            ServerWebSocket socket,
            StreamConnection connection,
            WebSocketCommands commands,
            Supplier<Future<Boolean>> tokenCheck) {
        this.socket = socket;
        this.connection = connection;
        this.commands = commands;
        this.tokenCheck = tokenCheck;
    }

    /** Begins to obey, and tells what the reader was told before. */
    void start() {
        socket.textMessageHandler(this::onText);
        socket.binaryMessageHandler(bytes -> connection.close(CloseReason.UNSUPPORTED_FRAME));
        socket.pongHandler(pong -> activeSincePing = true);
        socket.exceptionHandler(this::onError);
        socket.closeHandler(closed -> connection.markEnded());
        connection.attach(this);
    }

    /** A message that is too long in all its pieces is told of like a broken connection, and leaves the socket open. */
    private void onError(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            connection.close(CloseReason.OVERSIZED);
        } else {
            connection.markEnded();
        }
    }

    /** Asks the client to show that it is there; closes it where it did not since the last time. */
    void ping() {
        if (!activeSincePing) {
            connection.close(CloseReason.PING_TIMEOUT);
            return;
        }
        activeSincePing = false;
        socket.writePing(PING).onFailure(broken -> connection.markEnded());
    }

    /** One command at a time: the next is read when this is done, and each looks at the token again. */
    private void onText(String text) {
        activeSincePing = true;
        if (text.length() > MAX_COMMAND_LENGTH) {
            connection.close(CloseReason.OVERSIZED);
            return;
        }
        socket.pause();
        tokenCheck
                .get()
                .compose(allowed -> allowed ? commands.handle(text) : closeRevoked())
                .onComplete(done -> socket.resume());
    }

    private Future<Void> closeRevoked() {
        connection.close(CloseReason.REVOKED);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> write(String text) {
        return socket.writeTextMessage(text);
    }

    /** Whoever reads is told at once. A peer that does not cannot be waited for: the connection is cut after some seconds. */
    @Override
    public Future<Void> close(CloseReason reason) {
        return reason.isPeerUnresponsive()
                ? socket.shutdown(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS, reason.code(), reason.reason())
                : socket.close(reason.code(), reason.reason());
    }
}
