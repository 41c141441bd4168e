package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An open WebSocket: commands come in text frames, and events go the other way. */
final class WebSocketReader implements Sink {
    /** Far above any command, far below what would be worth sending to hurt. */
    private static final int MOST_CHARACTERS = 4_096;

    private static final long CLOSING_SECONDS = 5;
    private static final Buffer PING = Buffer.buffer("skein");

    private final ServerWebSocket socket;
    private final Reader reader;
    private final Commands commands;
    private final Supplier<Future<Boolean>> stillAllowed;
    private boolean heard = true;

    WebSocketReader(ServerWebSocket socket, Reader reader, Commands commands, Supplier<Future<Boolean>> stillAllowed) {
        this.socket = socket;
        this.reader = reader;
        this.commands = commands;
        this.stillAllowed = stillAllowed;
    }

    /** Begins to obey, and tells what the reader was told before. */
    void begin() {
        socket.textMessageHandler(this::hear);
        socket.binaryMessageHandler(bytes -> reader.close(Farewell.BINARY));
        socket.pongHandler(pong -> heard = true);
        socket.exceptionHandler(this::breakOff);
        socket.closeHandler(closed -> reader.end());
        reader.begin(this);
    }

    /** A message that is too long in all its pieces is told of like a broken connection, and leaves the socket open. */
    private void breakOff(Throwable failure) {
        if (failure instanceof IllegalStateException) {
            reader.close(Farewell.OVERSIZED);
        } else {
            reader.end();
        }
    }

    /** Asks the client to show that it is there; closes it where it did not since the last time. */
    void ping() {
        if (!heard) {
            reader.close(Farewell.SILENT);
            return;
        }
        heard = false;
        socket.writePing(PING).onFailure(broken -> reader.end());
    }

    /** One command at a time: the next is read when this is done, and each looks at the token again. */
    private void hear(String text) {
        heard = true;
        if (text.length() > MOST_CHARACTERS) {
            reader.close(Farewell.OVERSIZED);
            return;
        }
        socket.pause();
        stillAllowed
                .get()
                .compose(allowed -> allowed ? commands.obey(text) : revoked())
                .onComplete(done -> socket.resume());
    }

    private Future<Void> revoked() {
        reader.close(Farewell.REVOKED);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> write(String text) {
        return socket.writeTextMessage(text);
    }

    /** Whoever reads is told at once. A peer that does not cannot be waited for: the connection is cut after some seconds. */
    @Override
    public Future<Void> close(Farewell farewell) {
        return farewell.unread()
                ? socket.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS, farewell.code(), farewell.reason())
                : socket.close(farewell.code(), farewell.reason());
    }
}
