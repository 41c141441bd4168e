package social.skein.stream;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.model.Problem;

/** The little protocol of a WebSocket: clients subscribe and unsubscribe, and a mistake is answered and forgiven. */
final class WebSocketCommands {
    private final StreamHub hub;
    private final StreamConnection connection;

    WebSocketCommands(StreamHub hub, StreamConnection connection) {
        this.hub = hub;
        this.connection = connection;
    }

    /** What a client sends. */
    private record CommandFrame(
            @Nullable String type,
            @Nullable String stream,
            @Nullable String tag,
            @Nullable String list) {}

    private record ErrorFrame(String error, int status) {}

    /** What the address asked for, if it did: succeeds once nothing of it is missed, and where it was wrong. */
    Future<Void> subscribeFromQuery(Optional<String> stream, String tag, String list) {
        return stream.map(name -> Future.succeededFuture(new CommandFrame("subscribe", name, tag, list))
                        .compose(this::apply)
                        .compose(done -> hub.awaitLoaded(connection))
                        .recover(failure -> failure instanceof Problem && !(failure instanceof Problem.Unavailable)
                                ? replyError(failure)
                                : Future.failedFuture(failure)))
                .orElse(Future.succeededFuture());
    }

    /** Obeys a frame, or answers what is wrong with it. */
    Future<Void> handle(String text) {
        return Json.decode(text, CommandFrame.class)
                .map(command -> Future.succeededFuture(command).compose(this::apply))
                .orElse(Future.failedFuture(new Problem.Malformed("A frame should be a JSON object")))
                .recover(this::replyError);
    }

    private Future<Void> apply(CommandFrame command) {
        Subscription subscription =
                Subscription.parse(orEmpty(command.stream()), orEmpty(command.tag()), orEmpty(command.list()));
        return switch (orEmpty(command.type())) {
            case "subscribe" ->
                hub.checkAccess(connection.viewer(), subscription).map(may -> {
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
        Problem problem =
                failure instanceof Problem known ? known : new Problem.Unavailable("This cannot be done at the moment");
        connection.write(Json.encode(new ErrorFrame(problem.detail(), problem.status())));
        return Future.succeededFuture();
    }

    private static String orEmpty(@Nullable String given) {
        return given == null ? "" : given;
    }
}
