package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.http.Viewer;
import social.skein.model.Problem;

/** A WebSocket and the little protocol on it: clients subscribe and unsubscribe in text frames, events go the other way. */
final class WebSocketReader implements Sink {
    /** Far above any command, far below what would be worth sending to hurt. */
    private static final int MOST_CHARACTERS = 4_096;

    private static final long CLOSING_SECONDS = 5;

    private final ServerWebSocket socket;
    private final Hub hub;
    private final Reader reader;
    private final Supplier<Future<Boolean>> stillAllowed;
    private boolean heard = true;

    WebSocketReader(ServerWebSocket socket, Hub hub, Viewer viewer, Supplier<Future<Boolean>> stillAllowed) {
        this.socket = socket;
        this.hub = hub;
        this.reader = hub.admit(Optional.of(viewer), this);
        this.stillAllowed = stillAllowed;
    }

    /** What a client sends. */
    private record Command(
            @Nullable String type,
            @Nullable String stream,
            @Nullable String tag,
            @Nullable String list) {}

    private record Refusal(String error, int status) {}

    /** Begins to obey, with the subscription that the address asked for, if it did. */
    Reader begin(Optional<String> stream, String tag, String list) {
        socket.textMessageHandler(this::hear);
        socket.binaryMessageHandler(bytes -> reader.close(Farewell.BINARY));
        socket.pongHandler(pong -> heard = true);
        socket.exceptionHandler(broken -> reader.end());
        socket.closeHandler(closed -> reader.end());
        stream.ifPresent(name -> obey(new Command("subscribe", name, tag, list)));
        return reader;
    }

    /** Asks the client to show that it is there; closes it where it did not since the last time. */
    void ping() {
        if (!heard) {
            reader.close(Farewell.SILENT);
            return;
        }
        heard = false;
        socket.writePing(Buffer.buffer("skein")).onFailure(broken -> reader.end());
    }

    private void hear(String text) {
        heard = true;
        if (text.length() > MOST_CHARACTERS) {
            reader.close(Farewell.OVERSIZED);
            return;
        }
        Json.read(text, Command.class)
                .ifPresentOrElse(this::obey, () -> refuse(new Problem.Malformed("A frame should be a JSON object")));
    }

    /** One command at a time: the next is read when this is done, and each subscription looks at the token again. */
    private void obey(Command command) {
        socket.pause();
        stillAllowed
                .get()
                .compose(allowed -> allowed ? apply(command) : revoked())
                .onFailure(this::refuse)
                .onComplete(done -> socket.resume());
    }

    private Future<Void> apply(Command command) {
        Subscription subscription = Subscription.of(text(command.stream()), text(command.tag()), text(command.list()));
        return switch (text(command.type())) {
            case "subscribe" ->
                hub.check(reader.viewer(), subscription).map(may -> {
                    hub.subscribe(reader, subscription);
                    return null;
                });
            case "unsubscribe" -> {
                hub.unsubscribe(reader, subscription);
                yield Future.succeededFuture();
            }
            default -> throw new Problem.Malformed("The type of a frame should be subscribe or unsubscribe");
        };
    }

    private Future<Void> revoked() {
        reader.close(Farewell.REVOKED);
        return Future.succeededFuture();
    }

    private void refuse(Throwable failure) {
        Problem problem =
                failure instanceof Problem known ? known : new Problem.Unavailable("This cannot be done at the moment");
        reader.write(Json.text(new Refusal(problem.sentence(), problem.status())));
    }

    @Override
    public String encode(Subscription subscription, Event event) {
        return event.frame(subscription);
    }

    @Override
    public Future<Void> write(String text) {
        return socket.writeTextMessage(text);
    }

    /** A peer that does not read cannot be waited for: the connection is cut after some seconds. */
    @Override
    public Future<Void> close(Farewell farewell) {
        return socket.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS, farewell.code(), farewell.reason());
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
