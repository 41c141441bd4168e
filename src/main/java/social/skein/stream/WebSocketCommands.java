package social.skein.stream;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.model.Problem;

/**
 * The commands of a WebSocket: subscribe and unsubscribe. An invalid one gets an error frame, and the socket stays
 * open.
 */
final class WebSocketCommands {
    private final StreamHub hub;
    private final StreamConnection connection;

    WebSocketCommands(StreamHub hub, StreamConnection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    /** A frame from the client. */
    private record CommandFrame(
            @Nullable String type,
            @Nullable String stream,
            @Nullable String tag,
            @Nullable String list) {}

    private record ErrorFrame(String error, int status) {}

    /** Subscribes to the stream in the URL, if any. Succeeds once it is loaded, and also if the request was invalid. */
    Future<Void> subscribeFromQuery(Optional<String> stream, String tag, String list) {
        return stream.map(name -> subscribeAndLoad(new CommandFrame("subscribe", name, tag, list)))
                .orElse(Future.succeededFuture());
    }

    private Future<Void> subscribeAndLoad(CommandFrame command) {
        return execute(command)
                .compose(done -> hub.awaitLoaded(connection))
                .recover(failure -> isClientError(failure) ? replyError(failure) : Future.failedFuture(failure));
    }

    private static boolean isClientError(Throwable failure) {
        return failure instanceof Problem && !(failure instanceof Problem.Unavailable);
    }

    /** Executes a command, or replies with an error frame. */
    Future<Void> handle(String text) {
        return Json.decode(text, CommandFrame.class)
                .map(this::execute)
                .orElse(Future.failedFuture(new Problem.Malformed("A frame should be a JSON object")))
                .recover(this::replyError);
    }

    /** A {@link Problem} that is thrown becomes a failed future here. */
    private Future<Void> execute(CommandFrame command) {
        return Future.succeededFuture(command).compose(this::apply);
    }

    private Future<Void> apply(CommandFrame command) {
        Subscription subscription =
                Subscription.parse(orEmpty(command.stream()), orEmpty(command.tag()), orEmpty(command.list()));
        return switch (orEmpty(command.type())) {
            case "subscribe" ->
                hub.checkAccess(connection.caller(), subscription).map(allowed -> {
                    hub.subscribe(connection, subscription);
                    return null;
                });
            case "unsubscribe" -> {
                hub.unsubscribe(connection, subscription);
                yield Future.succeededFuture();
            }
            default -> throw new Problem.Malformed("The type of a frame should be subscribe or unsubscribe");
        };
    }

    private Future<Void> replyError(Throwable failure) {
        Problem problem = failure instanceof Problem known
                ? known
                : new Problem.Unavailable("The command failed on the server; please try again later");
        connection.write(Json.encode(new ErrorFrame(problem.detail(), problem.status())));
        return Future.succeededFuture();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
