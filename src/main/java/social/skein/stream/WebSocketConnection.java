package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An open WebSocket: the client sends commands in text frames, the server sends events. */
final class WebSocketConnection implements Sink {
    /** In characters. Far longer than any valid command, far too short for an attack on memory. */
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

    /** Starts to accept commands, and sends the events queued so far. */
    void start() {
        socket.textMessageHandler(this::onText);
        socket.binaryMessageHandler(bytes -> connection.close(CloseReason.UNSUPPORTED_FRAME));
        socket.pongHandler(pong -> activeSincePing = true);
        socket.exceptionHandler(this::onError);
        socket.closeHandler(closed -> connection.markEnded());
        connection.attach(this);
    }

    /** Vert.x reports an oversized fragmented message here, as an IllegalStateException, and leaves the socket open. */
    private void onError(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            connection.close(CloseReason.OVERSIZED);
        } else {
            connection.markEnded();
        }
    }

    /** Sends a ping, or closes the connection if nothing arrived since the last one. */
    void ping() {
        if (!activeSincePing) {
            connection.close(CloseReason.PING_TIMEOUT);
            return;
        }
        activeSincePing = false;
        socket.writePing(PING).onFailure(failure -> connection.markEnded());
    }

    /** Handles one command at a time: the socket is paused meanwhile. Each command checks the token again. */
    private void onText(String text) {
        activeSincePing = true;
        if (text.length() > MAX_COMMAND_LENGTH) {
            connection.close(CloseReason.OVERSIZED);
            return;
        }
        socket.pause();
        tokenCheck
                .get()
                .compose(valid -> valid ? commands.handle(text) : closeRevoked())
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

    /** Sends a close frame. For a peer that does not read, the connection is cut after a few seconds. */
    @Override
    public Future<Void> close(CloseReason reason) {
        return reason.isPeerUnresponsive()
                ? socket.shutdown(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS, reason.code(), reason.reason())
                : socket.close(reason.code(), reason.reason());
    }
}
